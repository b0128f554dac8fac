//! Operations on the zone as a whole, which are public.

use crate::configuration;
use crate::onezone::models::{
    AdminPrivilegesItem, Configuration, ListPrivilegesSuccessBody, ViewerPrivilegesItem,
};
use crate::onezone::server::{Failed, Undocumented, ZoneApi};
use crate::onezone::zone::{GetConfigurationError, HealthError};
use crate::store::users;
use crate::zone::Zone;

impl ZoneApi<Undocumented> for Zone {
    async fn get_configuration(&self) -> Result<Configuration, Failed<GetConfigurationError>> {
        Ok(configuration::get())
    }

    async fn health(&self) -> Result<(), Failed<HealthError>> {
        // Healthy is who can read.
        self.openly(users::list).await?;
        Ok(())
    }

    async fn list_privileges(
        &self,
    ) -> Result<ListPrivilegesSuccessBody, Failed<GetConfigurationError>> {
        Ok(ListPrivilegesSuccessBody {
            admin: Some(AdminPrivilegesItem::LISTED.to_vec()),
            viewer: Some(ViewerPrivilegesItem::LISTED.to_vec()),
        })
    }
}
