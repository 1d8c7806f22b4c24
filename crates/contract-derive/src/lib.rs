//! `#[derive(Body)]`: from a request body's struct, the static description that the console renders as a form
//! and the sandbox validates against.
//!
//! The field's doc comment is its help text, its Rust type gives the kind and whether it is required:
//! `String`, `bool`, `i64`, `Vec<String>`, `BTreeMap<String, String>` and `serde_json::Value`; an `Option` around one
//! makes the field optional, an `Option<Option<_>>` lets it also be null.
//!
//! `#[field(...)]` says the rest: `label`, `section`, `kind = "code"`, `min`, `max`, `default`, `check = path`,
//! `secret` or `secret_when = "other_field"`, `fixed` (a new resource only),
//! `one_way` (a flag that stays on). `#[body(check = path)]` names a check over
//! the whole body.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Fields, GenericArgument, Lit, PathArguments, Result, Type};

/// Describes a request body. See the crate's documentation for the attributes.
#[proc_macro_derive(Body, attributes(field, body))]
pub fn derive_body(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    body(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn body(input: &DeriveInput) -> Result<Tokens> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "a body is a struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(&input.ident, "a body has named fields"));
    };
    let name = &input.ident;
    let title = name.to_string();
    let fields = fields.named.iter().map(field).collect::<Result<Vec<_>>>()?;
    let mut check = quote!(None);
    visit(&input.attrs, "body", |meta| {
        if meta.path.is_ident("check") {
            let path: syn::Path = meta.value()?.parse()?;
            check = quote!(Some(#path));
            Ok(())
        } else {
            Err(meta.error("unknown attribute of a body"))
        }
    })?;
    Ok(quote! {
        impl crate::body::Described for #name {
            const BODY: &'static crate::body::Body = &crate::body::Body {
                name: #title,
                fields: &[#(#fields),*],
                check: #check,
            };
        }
    })
}

fn field(field: &syn::Field) -> Result<Tokens> {
    let Some(ident) = &field.ident else {
        return Err(Error::new_spanned(field, "a field has a name"));
    };
    let name = ident.to_string().trim_start_matches("r#").to_owned();
    let help = documentation(&field.attrs);
    let (inner, options) = strip_options(&field.ty);
    let mut kind = kind_of(inner)?;
    let mut label = sentence(&name);
    let mut section = String::new();
    let (mut min, mut max, mut default, mut check) = (quote!(None), quote!(None), quote!(None), quote!(None));
    let mut secret = quote!(crate::body::Secret::Never);
    let (mut fixed, mut one_way) = (false, false);
    visit(&field.attrs, "field", |meta| {
        let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match key.as_str() {
            "label" => label = meta.value()?.parse::<syn::LitStr>()?.value(),
            "section" => section = meta.value()?.parse::<syn::LitStr>()?.value(),
            "kind" => kind = named_kind(&meta.value()?.parse::<syn::LitStr>()?)?,
            "min" => min = some(&meta.value()?.parse()?),
            "max" => max = some(&meta.value()?.parse()?),
            "default" => default = literal(&meta.value()?.parse()?)?,
            "check" => {
                let path: syn::Path = meta.value()?.parse()?;
                check = quote!(Some(#path));
            }
            "secret" => secret = quote!(crate::body::Secret::Always),
            "secret_when" => {
                let other: syn::LitStr = meta.value()?.parse()?;
                secret = quote!(crate::body::Secret::When(#other));
            }
            "fixed" => fixed = true,
            "one_way" => one_way = true,
            _ => return Err(meta.error("unknown attribute of a field")),
        }
        Ok(())
    })?;
    let required = options == 0;
    let nullable = options > 1;
    Ok(quote! {
        crate::body::Field {
            name: #name,
            label: #label,
            help: #help,
            section: #section,
            kind: #kind,
            required: #required,
            nullable: #nullable,
            min: #min,
            max: #max,
            default: #default,
            check: #check,
            secret: #secret,
            fixed: #fixed,
            one_way: #one_way,
        }
    })
}

fn visit(
    attributes: &[Attribute],
    name: &str,
    mut each: impl FnMut(syn::meta::ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    attributes.iter().filter(|a| a.path().is_ident(name)).try_for_each(|a| a.parse_nested_meta(&mut each))
}

/// The doc comment as one paragraph.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|a| match &a.meta {
        syn::Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The type inside any `Option`s, and how many there were.
fn strip_options(mut ty: &Type) -> (&Type, usize) {
    let mut options = 0;
    while let Some((name, Some(inner))) = outer(ty)
        && name == "Option"
    {
        ty = inner;
        options += 1;
    }
    (ty, options)
}

/// The last path segment of a type and its first type argument.
fn outer(ty: &Type) -> Option<(String, Option<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let inner = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    };
    Some((segment.ident.to_string(), inner))
}

fn kind_of(ty: &Type) -> Result<Tokens> {
    let name = outer(ty).map(|(name, _)| name).unwrap_or_default();
    Ok(match name.as_str() {
        "String" => quote!(crate::body::Kind::Text),
        "bool" => quote!(crate::body::Kind::Flag),
        "i64" => quote!(crate::body::Kind::Integer),
        "Vec" => quote!(crate::body::Kind::TextList),
        "BTreeMap" => quote!(crate::body::Kind::TextMap),
        "Value" => quote!(crate::body::Kind::Json),
        _ => return Err(Error::new_spanned(ty, "no kind of field has this type")),
    })
}

fn named_kind(name: &syn::LitStr) -> Result<Tokens> {
    match name.value().as_str() {
        "code" => Ok(quote!(crate::body::Kind::Code)),
        "long_text" => Ok(quote!(crate::body::Kind::LongText)),
        _ => Err(Error::new_spanned(name, "no such kind of field")),
    }
}

fn some(value: &syn::LitInt) -> Tokens {
    quote!(Some(#value))
}

fn literal(lit: &Lit) -> Result<Tokens> {
    match lit {
        Lit::Bool(flag) => Ok(quote!(Some(crate::body::Literal::Flag(#flag)))),
        Lit::Str(text) => Ok(quote!(Some(crate::body::Literal::Text(#text)))),
        Lit::Int(number) => Ok(quote!(Some(crate::body::Literal::Integer(#number)))),
        _ => Err(Error::new_spanned(lit, "a default is a flag, a text or an integer")),
    }
}

/// `visible_build` as `Visible build`: the label where none is given.
fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
