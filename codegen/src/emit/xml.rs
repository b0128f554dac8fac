//! What values are in XML, as data for the runtime.

use super::docs;
use crate::ir::{Api, Docs, NamedXml, Xml, XmlContent, XmlList};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn all(api: &Api) -> TokenStream {
    let contents = || api.xml.iter().map(|named| &named.content);
    let xml = contents().any(has_element).then(|| quote!(Xml,));
    let statics = api.xml.iter().map(|named| one(api, named));
    quote! {
        use specwright_runtime::operation::{#xml XmlContent};

        #(#statics)*
    }
}

fn has_element(content: &XmlContent) -> bool {
    match content {
        XmlContent::Text | XmlContent::Any | XmlContent::Named(_) => false,
        XmlContent::List(_) => true,
        XmlContent::Object(members, others) => !members.is_empty() || has_element(others),
    }
}

fn one(api: &Api, named: &NamedXml) -> TokenStream {
    let docs = docs::outer(&Docs::from(format!("{}.", docs::code(&named.name))));
    let constant = &named.constant;
    let content = content(api, &named.content, &TokenStream::new());
    quote! {
        #docs
        pub static #constant: XmlContent = #content;
    }
}

/// A root, in another module.
pub(super) fn root(api: &Api, xml: &Xml) -> TokenStream {
    element(api, xml, &quote!(xml::))
}

/// Whether a root names a component, and whether it has other content.
pub(super) fn names(content: &XmlContent) -> (bool, bool) {
    match content {
        XmlContent::Text => (false, false),
        XmlContent::Any => (false, true),
        XmlContent::Named(_) => (true, false),
        XmlContent::List(list) => (names(&list.item.content).0, true),
        XmlContent::Object(members, others) => {
            let mut members = members.iter();
            let in_members = members.any(|(_, xml)| names(&xml.content).0);
            (in_members || names(others).0, true)
        }
    }
}

fn element(api: &Api, xml: &Xml, module: &TokenStream) -> TokenStream {
    let Xml {
        name,
        namespace,
        prefix,
        ..
    } = xml;
    let start = match &xml.content {
        XmlContent::Text => quote!(Xml::text(#name)),
        XmlContent::Any | XmlContent::Named(_) | XmlContent::List(_) | XmlContent::Object(..) => {
            let content = borrowed(api, &xml.content, module);
            quote!(Xml::new(#name, #content))
        }
    };
    let attribute = xml.is_attribute.then(|| quote!(.attribute()));
    let is_within = !namespace.is_empty() || !prefix.is_empty();
    let within = is_within.then(|| quote!(.within(#namespace, #prefix)));
    quote!(#start #attribute #within)
}

fn borrowed(api: &Api, content: &XmlContent, module: &TokenStream) -> TokenStream {
    let content = self::content(api, content, module);
    quote!(&#content)
}

fn content(api: &Api, content: &XmlContent, module: &TokenStream) -> TokenStream {
    match content {
        XmlContent::Text => quote!(XmlContent::Text),
        XmlContent::Any => quote!(XmlContent::Any),
        XmlContent::Named(at) => {
            let constant = &api.xml[*at].constant;
            quote!(#module #constant)
        }
        XmlContent::List(list) => self::list(api, list, module),
        XmlContent::Object(members, others) => {
            let members = members.iter().map(|(property, xml)| {
                let element = element(api, xml, module);
                quote!((#property, #element))
            });
            match **others {
                XmlContent::Any => quote!(XmlContent::object(&[#(#members),*])),
                XmlContent::Text
                | XmlContent::Named(_)
                | XmlContent::List(_)
                | XmlContent::Object(..) => {
                    let others = borrowed(api, others, module);
                    quote!(XmlContent::map(&[#(#members),*], #others))
                }
            }
        }
    }
}

fn list(api: &Api, list: &XmlList, module: &TokenStream) -> TokenStream {
    let item = element(api, &list.item, module);
    if list.is_wrapped {
        return quote!(XmlContent::wrapped(#item));
    }
    let inner = list.inner.iter().map(|name| quote!(.inner(#name)));
    let full = list.is_full.then(|| quote!(.full()));
    quote!(XmlContent::list(#item) #(#inner)* #full)
}
