//! What values are in XML, as data for the runtime.

use super::docs;
use crate::ir::{Api, Docs, NamedXml, Xml, XmlContent};
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
        XmlContent::Text | XmlContent::Named(_) => false,
        XmlContent::List(..) => true,
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
        XmlContent::Named(_) => (true, false),
        XmlContent::List(item, _) => (names(&item.content).0, true),
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
        XmlContent::Named(_) | XmlContent::List(..) | XmlContent::Object(..) => {
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
        XmlContent::Named(at) => {
            let constant = &api.xml[*at].constant;
            quote!(#module #constant)
        }
        XmlContent::List(item, is_wrapped) => {
            let item = element(api, item, module);
            match is_wrapped {
                true => quote!(XmlContent::wrapped(#item)),
                false => quote!(XmlContent::list(#item)),
            }
        }
        XmlContent::Object(members, others) => {
            let members = members.iter().map(|(property, xml)| {
                let element = element(api, xml, module);
                quote!((#property, #element))
            });
            match **others {
                XmlContent::Text => quote!(XmlContent::object(&[#(#members),*])),
                XmlContent::Named(_) | XmlContent::List(..) | XmlContent::Object(..) => {
                    let others = borrowed(api, others, module);
                    quote!(XmlContent::map(&[#(#members),*], #others))
                }
            }
        }
    }
}
