//! The table of operations: one static per operation.

use super::{Piece, Selection, docs, guard, pieces};
use crate::ir::{
    Api, Body, Docs, Input, Items, Location, Method, More, Next, Operation, OwnServer, Paging,
    Parameter, Part, Response, Root, Shape, Source, Status, Style, Xml,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn all(api: &Api) -> Vec<Piece<'_>> {
    pieces(
        || {
            let imports = imports(&api.operations().collect::<Vec<_>>(), &quote!(super));
            let list = list(api);
            quote!(#imports #list)
        },
        api.operations(),
        |operation| self::operation(api, operation),
        TokenStream::new,
    )
}

/// The same in a module for each tag: the list.
pub(super) fn root(api: &Api) -> TokenStream {
    let list = list(api);
    quote! {
        use specwright_runtime::operation::Operation;

        #list
    }
}

/// The same in a module for each tag: operations of one.
pub(super) fn selected(api: &Api, selection: Selection) -> Vec<Piece<'_>> {
    pieces(
        move || {
            let above = selection.above();
            imports(&selection.operations(api), &quote!(#above::super))
        },
        selection.operations(api),
        |operation| self::operation(api, operation),
        TokenStream::new,
    )
}

fn list(api: &Api) -> TokenStream {
    let groups = api.groups.iter().enumerate();
    let constants = groups.flat_map(|(at, group)| {
        let guard = guard::attribute(api, at);
        group.operations.iter().map(move |operation| {
            let constant = &operation.constant;
            quote!(#guard &#constant)
        })
    });
    quote! {
        /// All operations, by tag.
        pub static ALL: &[&Operation] = &[#(#constants),*];
    }
}

/// What the operations need; the module of the API is at `above`.
fn imports(operations: &[&Operation], above: &TokenStream) -> TokenStream {
    let has = |wanted: fn(&Operation) -> bool| operations.iter().copied().any(wanted);
    let body = has(|operation| operation.body.is_some()).then(|| quote!(Body,));
    let parameter = has(|operation| parameters(operation).next().is_some());
    let parameter = parameter.then(|| quote!(Parameter,));
    let has_parts = |operation: &Operation| {
        let mut bodies = operation.body.iter();
        bodies.any(|body| !body.parts.is_empty() || body.other_parts.is_some())
    };
    let part = has(has_parts).then(|| quote!(Part,));
    let leads = |wanted: fn(&Next) -> bool| {
        let mut paging = operations.iter().filter_map(|one| one.paging.as_ref());
        paging.any(|paging| wanted(&paging.next))
    };
    let input = leads(Next::has_input).then(|| quote!(Input,));
    let source = leads(Next::has_source).then(|| quote!(Source,));
    let (next, paging) = has(|operation| operation.paging.is_some())
        .then(|| (quote!(Next,), quote!(Paging,)))
        .unzip();
    let response = has(|operation| !operation.responses.is_empty()).then(|| quote!(Response,));
    let server = has(|operation| operation.server.is_some()).then(|| quote!(Server,));
    let style = has(|operation| parameters(operation).any(has_own_style)).then(|| quote!(Style,));
    let security =
        has(|operation| operation.security.iter().any(|all| !all.is_empty())).then(|| {
            quote!(
                use #above::security;
            )
        });
    let has_root = |wanted: fn(&Xml) -> bool| {
        let mut roots = operations.iter().flat_map(|operation| roots(operation));
        roots.any(wanted)
    };
    let names = has_root(|xml| super::xml::names(&xml.content).0).then(|| {
        quote!(
            use #above::xml;
        )
    });
    let xml = has_root(|_| true).then(|| quote!(Xml,));
    let content = has_root(|xml| super::xml::names(&xml.content).1).then(|| quote!(XmlContent,));
    quote! {
        #security
        #names
        use specwright_runtime::http::Method;
        use specwright_runtime::operation::{
            #body #input #next Operation, #paging #parameter #part #response #server #source #style #xml #content
        };
    }
}

/// The parameters, and the fields of forms that are as parameters are.
fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let fields = operation.body.iter().flat_map(|body| &body.fields);
    operation.parameters.iter().chain(fields)
}

fn operation(api: &Api, operation: &Operation) -> TokenStream {
    let docs = docs::outer(&Docs::from(format!("{}.", docs::code(&operation.id))));
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
            let body = self::body(api, body);
            quote!(Some(#body))
        }
    };
    let responses = operation.responses.iter().map(|one| response(api, one));
    let server = match &operation.server {
        None => quote!(None),
        Some(OwnServer { url, base_path }) => quote!(Some(Server::new(#url, #base_path))),
    };
    let paging = match &operation.paging {
        None => quote!(None),
        Some(paging) => {
            let paging = self::paging(paging);
            quote!(Some(#paging))
        }
    };
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
            server: #server,
            parameters: &[#(#parameters),*],
            body: #body,
            responses: &[#(#responses),*],
            paging: #paging,
            security: &[#(#security),*],
            deprecated: #deprecated,
            extensions: &[#(#extensions),*],
        };
    }
}

fn paging(paging: &Paging) -> TokenStream {
    let next = match &paging.next {
        Next::Link => quote!(Next::Link),
        Next::Url(source) => {
            let source = self::source(source);
            quote!(Next::Url(#source))
        }
        Next::Token(input, source) => {
            let (input, source) = (self::input(input), self::source(source));
            quote!(Next::Token(#input, #source))
        }
        Next::LastItem(input, from) => {
            let input = self::input(input);
            quote!(Next::LastItem(#input, #from))
        }
        Next::Offset(input) => {
            let input = self::input(input);
            quote!(Next::Offset(#input))
        }
        Next::Page(input, first) => {
            let (input, first) = (self::input(input), Literal::i64_unsuffixed(*first));
            quote!(Next::Page(#input, #first))
        }
    };
    let items = paging
        .items
        .iter()
        .map(|(pointer, _)| quote!(.items(#pointer)));
    let more = paging.more.iter().map(|more| match more {
        More::Until(pointer) => quote!(.more(#pointer)),
        More::Last(pointer) => quote!(.last(#pointer)),
    });
    quote!(Paging::new(#next) #(#items)* #(#more)*)
}

fn input(input: &Input) -> TokenStream {
    match input {
        Input::Query(name) => quote!(Input::Query(#name)),
        Input::Header(name) => quote!(Input::Header(#name)),
        Input::Body(name) => quote!(Input::Body(#name)),
    }
}

fn source(source: &Source) -> TokenStream {
    match source {
        Source::Body(pointer) => quote!(Source::Body(#pointer)),
        Source::Header(name) => quote!(Source::Header(#name)),
    }
}

fn body(api: &Api, body: &Body) -> TokenStream {
    let media_types = &body.media_types;
    let kind = if body.required {
        quote!(required)
    } else {
        quote!(optional)
    };
    let parts = body.parts.iter().map(part);
    let parts = (!body.parts.is_empty()).then(|| quote!(.parts(&[#(#parts),*])));
    let others = body.other_parts.as_ref().map(|one| {
        let part = part(one);
        quote!(.other_parts(&#part))
    });
    let files = &body.files;
    let files = (!files.is_empty()).then(|| quote!(.files(&[#(#files),*])));
    let fields = body.fields.iter().map(parameter);
    let fields = (!body.fields.is_empty()).then(|| quote!(.fields(&[#(#fields),*])));
    let root = xml_roots(api, &body.xml);
    let streams = streams(media_types, &body.streams);
    quote!(Body::#kind(&[#(#media_types),*]) #streams #parts #others #files #fields #root)
}

/// The root in the media types that are XML, and where some have another.
fn xml_roots(api: &Api, roots: &[Root]) -> TokenStream {
    let Some((first, others)) = roots.split_first() else {
        return TokenStream::new();
    };
    let usual = super::xml::root(api, &first.element);
    let entries = others.iter().flat_map(|root| {
        let element = super::xml::root(api, &root.element);
        let media_types = root.media_types.iter();
        media_types.map(move |media_type| quote!((#media_type, #element)))
    });
    let others = (!others.is_empty()).then(|| quote!(.roots(&[#(#entries),*])));
    quote!(.xml(&#usual) #others)
}

/// The roots of its bodies in XML.
fn roots(operation: &Operation) -> impl Iterator<Item = &Xml> {
    let responses = operation.responses.iter();
    let answered = responses.flat_map(|response| &response.xml);
    let sent = operation.body.iter().flat_map(|body| &body.xml);
    sent.chain(answered).map(|root| &root.element)
}

fn part(part: &Part) -> TokenStream {
    let Part {
        name, media_types, ..
    } = part;
    let items = match part.items {
        Items::None => quote!(one),
        Items::Apart => quote!(each),
        Items::Together => quote!(all),
        Items::Joined(delimiter) => return quote!(Part::joined(#name, #delimiter)),
    };
    quote!(Part::#items(#name, &[#(#media_types),*]))
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

/// Whether the style is not the one that the location has by default.
fn has_own_style(parameter: &Parameter) -> bool {
    let by_default = match parameter.location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    };
    by_default != (parameter.style.clone(), parameter.explode)
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let description = parameter
        .docs
        .meaning()
        .lines()
        .collect::<Vec<_>>()
        .join(" ");
    let location = match parameter.location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    };
    let required = match (parameter.location == Location::Path, parameter.required) {
        (true, false) => Some(quote!(.optional())),
        (false, true) => Some(quote!(.required())),
        (true, true) | (false, false) => None,
    };
    let deprecated = parameter.deprecated.then(|| quote!(.deprecated()));
    let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    let segments = parameter.multi_segment.then(|| quote!(.multi_segment()));
    let style = has_own_style(parameter).then(|| {
        let (style, explode) = (style(&parameter.style), parameter.explode);
        quote!(.style(#style, #explode))
    });
    let shape = match parameter.shape {
        Shape::Primitive => None,
        Shape::Array => Some(quote!(.array())),
        Shape::OneOrMany => Some(quote!(.one_or_many())),
        Shape::Object => {
            let properties = &parameter.properties;
            Some(quote!(.object(&[#(#properties),*])))
        }
    };
    let preset = parameter.preset.as_ref().map(|preset| {
        let json = preset.value.to_string();
        quote!(.preset(#json))
    });
    quote!(Parameter::#location(#name, #description) #required #deprecated #style #reserved #segments #shape #preset)
}

fn style(style: &Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Style::Simple),
        Style::Label => quote!(Style::Label),
        Style::Matrix => quote!(Style::Matrix),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Content(media_type) => quote!(Style::Content(#media_type)),
    }
}

/// Which bodies flow.
fn streams(media_types: &[String], streams: &[String]) -> Option<TokenStream> {
    match streams {
        [] => None,
        all if all.len() == media_types.len() => Some(quote!(.streamed())),
        some => Some(quote!(.streams(&[#(#some),*]))),
    }
}

fn response(api: &Api, response: &Response) -> TokenStream {
    let description = &response.description;
    let start = match response.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Response::code(#code, #description))
        }
        Status::Range(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(Response::range(#class, #description))
        }
        Status::Default => quote!(Response::default(#description)),
    };
    let body = match response.media_types.as_slice() {
        [] => None,
        [json] if json == "application/json" => Some(quote!(.json())),
        media_types => Some(quote!(.body(&[#(#media_types),*]))),
    };
    let streams = streams(&response.media_types, &response.streams);
    let headers = &response.headers;
    let headers = (!headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])));
    let root = xml_roots(api, &response.xml);
    quote!(#start #body #streams #root #headers)
}
