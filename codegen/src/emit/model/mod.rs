//! Models: definitions of types with their wire form.

mod choice;
mod string_enum;
mod structure;
mod union;
mod wrapper;

use super::condition;
use super::group::mentions_runtime;
use super::ty::{self, Scope};
use super::{Piece, docs, pieces};
use crate::ir::{Api, Condition, Docs, Shelf, TypeDef, TypeKind};
use crate::names::Ident;
use proc_macro2::TokenStream;
use quote::quote;

/// The types on a shelf of the layout, or all types of an API.
pub(super) fn all<'a>(api: &'a Api, shelf: Option<&'a Shelf>) -> Vec<Piece<'a>> {
    let types: Vec<&TypeDef> = match shelf {
        None => api.values().map(|id| api.def(id)).collect(),
        Some(shelf) => shelf.types.iter().map(|id| api.def(*id)).collect(),
    };
    let others = shelf.is_some_and(|shelf| shelf.uses_others);
    let has_conditions = shelf.is_none() && !api.conditions.is_empty();
    let runtime = has_conditions || types.iter().any(|def| uses_runtime(def));
    pieces(
        move || imports(others, runtime),
        types.clone(),
        |def| definition(api, def),
        move || {
            let macros = macros(&types);
            let conditions = shelf.is_none().then(|| condition::functions(api));
            quote!(#macros #conditions)
        },
    )
}

/// The bodies of an API that have a type for some of their media types each.
pub(super) fn bodies(api: &Api) -> Vec<Piece<'_>> {
    pieces(
        || imports(api.choices_use_others(), true),
        api.choices().map(|id| api.def(id)),
        |def| definition(api, def),
        TokenStream::new,
    )
}

/// What all shelves share: the conditions that types refer to.
pub(super) fn shared(api: &Api) -> TokenStream {
    let imports = imports(false, !api.conditions.is_empty());
    let conditions = condition::functions(api);
    quote!(#imports #conditions)
}

fn imports(others: bool, runtime: bool) -> TokenStream {
    let others = others.then(|| {
        quote!(
            use super::*;
        )
    });
    let runtime = runtime.then(|| {
        quote!(
            use specwright_runtime as rt;
        )
    });
    quote!(#others #runtime)
}

/// Whether the code of the type names anything of the runtime.
fn uses_runtime(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Alias(ty) => mentions_runtime(ty),
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Wrapper(..) => true,
    }
}

/// What a macro of the runtime adds to all types of a kind at once.
fn macros(types: &[&TypeDef]) -> TokenStream {
    let of_kind = |wanted: fn(&TypeKind) -> bool| -> Vec<&Ident> {
        let defs = types.iter().filter(|def| wanted(&def.kind));
        defs.map(|def| &def.name).collect()
    };
    let open_enums = of_kind(|kind| match kind {
        TypeKind::StringEnum(one) => one.is_open,
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => false,
    });
    let closed_enums = of_kind(|kind| match kind {
        TypeKind::StringEnum(one) => !one.is_open,
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => false,
    });
    let others = of_kind(|kind| match kind {
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Wrapper(..) => true,
        TypeKind::StringEnum(_) | TypeKind::Choice(_) | TypeKind::Alias(_) => false,
    });
    let open_enum = (!open_enums.is_empty()).then(|| quote!(rt::open_enum!(#(#open_enums),*);));
    let closed_enum =
        (!closed_enums.is_empty()).then(|| quote!(rt::closed_enum!(#(#closed_enums),*);));
    let impl_serde = (!others.is_empty()).then(|| quote!(rt::impl_serde!(#(#others),*);));
    quote!(#open_enum #closed_enum #impl_serde)
}

fn definition(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(object) => structure::all(api, def, object),
        TypeKind::StringEnum(values) => string_enum::all(def, values),
        TypeKind::Union(union) => union::all(api, def, union),
        TypeKind::Choice(alternatives) => choice::all(api, def, alternatives),
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
