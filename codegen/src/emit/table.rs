//! The table of operations: one static per operation.

use super::docs;
use super::security::location;
use crate::ir::{Api, Docs, Method, Operation, Parameter, Response, Shape, Status, Style};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn all(api: &Api) -> TokenStream {
    let operations = api
        .operations()
        .map(|operation| self::operation(api, operation));
    let constants = api.operations().map(|operation| &operation.constant);
    let has = |wanted: fn(&Operation) -> bool| api.operations().any(wanted);
    let body = has(|operation| operation.body.is_some()).then(|| quote!(Body,));
    let parameters = has(|operation| !operation.parameters.is_empty());
    let location = parameters.then(|| quote!(Location,));
    let parameter = parameters.then(|| quote!(Parameter,));
    let responses = has(|operation| !operation.responses.is_empty());
    let response = responses.then(|| quote!(Response,));
    let shape = parameters.then(|| quote!(Shape,));
    let status = responses.then(|| quote!(Status,));
    let style = parameters.then(|| quote!(Style,));
    let security =
        has(|operation| operation.security.iter().any(|all| !all.is_empty())).then(|| {
            quote!(
                use super::security;
            )
        });
    quote! {
        #security
        use specwright_runtime::http::Method;
        use specwright_runtime::operation::{
            #body #location Operation, #parameter #response #shape #status #style
        };

        /// All operations, in the order of the description.
        pub static ALL: &[&Operation] = &[#(&#constants),*];

        #(#operations)*
    }
}

fn operation(api: &Api, operation: &Operation) -> TokenStream {
    let named = Docs::from(format!("`{}`.", operation.id.replace('`', "'")));
    let docs = docs::outer(if operation.summary.is_empty() {
        &named
    } else {
        &operation.docs
    });
    let Operation {
        constant,
        id,
        tag,
        summary,
        path,
        ..
    } = operation;
    let method = method(operation.method);
    let parameters = operation.parameters.iter().map(parameter);
    let body = match &operation.body {
        None => quote!(None),
        Some(body) => {
            let (required, media_types) = (body.required, &body.media_types);
            quote!(Some(Body { required: #required, media_types: &[#(#media_types),*] }))
        }
    };
    let responses = operation.responses.iter().map(response);
    let security = operation.security.iter().map(|all| {
        let schemes = all.iter().map(|&at| &api.security[at].constant);
        quote!(&[#(&security::#schemes),*])
    });
    let deprecated = operation.deprecated.is_some();
    let extensions = operation
        .extensions
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    quote! {
        #docs
        pub static #constant: Operation = Operation {
            id: #id,
            tag: #tag,
            summary: #summary,
            method: #method,
            path: #path,
            parameters: &[#(#parameters),*],
            body: #body,
            responses: &[#(#responses),*],
            security: &[#(#security),*],
            deprecated: #deprecated,
            extensions: &[#(#extensions),*],
        };
    }
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(Method::GET),
        Method::Put => quote!(Method::PUT),
        Method::Post => quote!(Method::POST),
        Method::Delete => quote!(Method::DELETE),
        Method::Options => quote!(Method::OPTIONS),
        Method::Head => quote!(Method::HEAD),
        Method::Patch => quote!(Method::PATCH),
        Method::Trace => quote!(Method::TRACE),
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter {
        name,
        explode,
        allow_reserved,
        required,
        deprecated,
        properties,
        ..
    } = parameter;
    let location = location(parameter.location);
    let description = parameter
        .docs
        .summary()
        .lines()
        .collect::<Vec<_>>()
        .join(" ");
    let style = match &parameter.style {
        Style::Simple => quote!(Style::Simple),
        Style::Label => quote!(Style::Label),
        Style::Matrix => quote!(Style::Matrix),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Content(media_type) => quote!(Style::Content(#media_type)),
    };
    let shape = match parameter.shape {
        Shape::Primitive => quote!(Shape::Primitive),
        Shape::Array => quote!(Shape::Array),
        Shape::Object => quote!(Shape::Object),
    };
    quote! {
        Parameter {
            name: #name,
            location: #location,
            style: #style,
            explode: #explode,
            allow_reserved: #allow_reserved,
            required: #required,
            deprecated: #deprecated,
            description: #description,
            shape: #shape,
            properties: &[#(#properties),*],
        }
    }
}

fn response(response: &Response) -> TokenStream {
    let Response {
        description,
        media_types,
        headers,
        ..
    } = response;
    let status = match response.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Status::Code(#code))
        }
        Status::Range(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(Status::Range(#class))
        }
        Status::Default => quote!(Status::Default),
    };
    quote! {
        Response {
            status: #status,
            media_types: &[#(#media_types),*],
            description: #description,
            headers: &[#(#headers),*],
        }
    }
}
