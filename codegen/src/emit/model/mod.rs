//! Models: definitions of types with their wire form.

mod string_enum;
mod structure;
mod union;
mod wrapper;

use super::condition;
use super::docs;
use super::group::mentions_runtime;
use super::ty::{self, Scope};
use crate::ir::{Api, Condition, Docs, TypeDef, TypeKind};
use crate::names::Ident;
use proc_macro2::TokenStream;
use quote::quote;

/// All types of an API.
pub(super) fn all(api: &Api) -> TokenStream {
    let definitions = api.types.iter().map(|def| definition(api, def));
    let of_kind = |wanted: fn(&TypeKind) -> bool| -> Vec<&Ident> {
        let defs = api.types.iter().filter(|def| wanted(&def.kind));
        defs.map(|def| &def.name).collect()
    };
    let open_enums = of_kind(|kind| match kind {
        TypeKind::StringEnum(one) => one.is_open,
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(_) | TypeKind::Wrapper(..) => {
            false
        }
    });
    let closed_enums = of_kind(|kind| match kind {
        TypeKind::StringEnum(one) => !one.is_open,
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(_) | TypeKind::Wrapper(..) => {
            false
        }
    });
    let others = of_kind(|kind| match kind {
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Wrapper(..) => true,
        TypeKind::StringEnum(_) | TypeKind::Alias(_) => false,
    });
    let open_enum = (!open_enums.is_empty()).then(|| quote!(rt::open_enum!(#(#open_enums),*);));
    let closed_enum =
        (!closed_enums.is_empty()).then(|| quote!(rt::closed_enum!(#(#closed_enums),*);));
    let impl_serde = (!others.is_empty()).then(|| quote!(rt::impl_serde!(#(#others),*);));
    let uses_runtime = |def: &TypeDef| match &def.kind {
        TypeKind::Alias(target) => mentions_runtime(target),
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Wrapper(..)
        | TypeKind::StringEnum(_) => true,
    };
    let imports = api.types.iter().any(uses_runtime).then(|| {
        quote!(
            use specwright_runtime as rt;
        )
    });
    let conditions = condition::functions(api);
    quote! {
        #imports
        #(#definitions)*
        #open_enum
        #closed_enum
        #impl_serde
        #conditions
    }
}

fn definition(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(object) => structure::all(api, def, object),
        TypeKind::StringEnum(values) => string_enum::all(def, values),
        TypeKind::Union(union) => union::all(api, def, union),
        TypeKind::Wrapper(ty, rules) => wrapper::all(api, def, ty, rules),
        TypeKind::Alias(target) => {
            let docs = documented(&def.docs, &def.name);
            let name = &def.name;
            let target = ty::of(api, target, Scope::Models);
            quote! {
                #docs
                pub type #name = #target;
            }
        }
    }
}

/// The statement that tests a value as a whole.
fn condition(condition: &Condition) -> TokenStream {
    if condition.is_empty() {
        return TokenStream::new();
    }
    let function = condition::function(condition, Scope::Models);
    quote!(check.test(self, #function);)
}

/// The documentation of an item, which every item must have.
fn documented(own: &Docs, name: &Ident) -> TokenStream {
    if own.is_empty() {
        docs::outer(&Docs::from(format!("`{}`.", name.plain())))
    } else {
        docs::outer(own)
    }
}
