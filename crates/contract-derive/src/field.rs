//! One field of a body.

use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Error, Expr, GenericArgument, Lit, LitStr, PathArguments, Result, Token, Type};

use crate::attributes::{documentation, sentence, visit};

pub fn field(field: &syn::Field) -> Result<Tokens> {
    let Some(ident) = &field.ident else {
        return Err(Error::new_spanned(field, "a field has a name"));
    };
    let name = ident.to_string().trim_start_matches("r#").to_owned();
    let help = documentation(&field.attrs);
    let (inner, options) = strip_options(&field.ty);
    let mut kind = None;
    let (mut label, mut section, mut unit) = (sentence(&name), String::new(), String::new());
    let (mut min, mut max, mut default) = (quote!(None), quote!(None), quote!(None));
    let (mut check, mut hint) = (quote!(None), quote!(None));
    let mut step = quote!(1);
    let mut secret = quote!(crate::body::Secret::Never);
    let (mut fixed, mut one_way, mut present) = (false, false, false);
    visit(&field.attrs, "field", |meta| {
        let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
        match key.as_str() {
            "label" => label = meta.value()?.parse::<LitStr>()?.value(),
            "section" => section = meta.value()?.parse::<LitStr>()?.value(),
            "unit" => unit = meta.value()?.parse::<LitStr>()?.value(),
            "kind" => kind = Some(named_kind(inner, &meta.value()?.parse::<LitStr>()?)?),
            "choices" => kind = Some(choices(inner, &meta)?),
            "pick" => kind = Some(pick(inner, &meta.value()?.parse::<LitStr>()?)?),
            "object" => kind = Some(object(inner)),
            "min" => min = some(&meta.value()?.parse()?),
            "max" => max = some(&meta.value()?.parse()?),
            "step" => {
                let number: syn::LitInt = meta.value()?.parse()?;
                step = quote!(#number);
            }
            "default" => default = literal(&meta.value()?.parse()?)?,
            "check" => {
                let path: syn::Path = meta.value()?.parse()?;
                check = quote!(Some(#path));
            }
            "hint" => {
                let path: syn::Path = meta.value()?.parse()?;
                hint = quote!(Some(#path));
            }
            "secret" => secret = quote!(crate::body::Secret::Always),
            "secret_when" => {
                let other: LitStr = meta.value()?.parse()?;
                secret = quote!(crate::body::Secret::When(#other));
            }
            "fixed" => fixed = true,
            "one_way" => one_way = true,
            "present" => present = true,
            _ => return Err(meta.error("unknown attribute of a field")),
        }
        Ok(())
    })?;
    let kind = kind.map_or_else(|| kind_of(inner), Ok)?;
    let required = options == 0 || present;
    let nullable = options > 1 || (present && options > 0);
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
            unit: #unit,
            step: #step,
            default: #default,
            check: #check,
            hint: #hint,
            secret: #secret,
            fixed: #fixed,
            one_way: #one_way,
        }
    })
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

/// Whether a type is a `Vec`, and of what.
fn list_of(ty: &Type) -> Option<&Type> {
    outer(ty).filter(|(name, _)| name == "Vec").and_then(|(_, inner)| inner)
}

fn is_text(ty: &Type) -> bool {
    outer(ty).is_some_and(|(name, _)| name == "String")
}

fn kind_of(ty: &Type) -> Result<Tokens> {
    let name = outer(ty).map(|(name, _)| name).unwrap_or_default();
    Ok(match name.as_str() {
        "String" => quote!(crate::body::Kind::Text),
        "bool" => quote!(crate::body::Kind::Flag),
        "i64" => quote!(crate::body::Kind::Integer),
        "f64" => quote!(crate::body::Kind::Number),
        "Vec" if list_of(ty).is_some_and(is_text) => quote!(crate::body::Kind::TextList),
        "BTreeMap" => quote!(crate::body::Kind::TextMap),
        "Value" => quote!(crate::body::Kind::Json),
        _ => return Err(Error::new_spanned(ty, "no kind of field has this type; another body needs `object`")),
    })
}

fn named_kind(ty: &Type, name: &LitStr) -> Result<Tokens> {
    let is_list = list_of(ty).is_some();
    if !is_text(list_of(ty).unwrap_or(ty)) {
        return Err(Error::new_spanned(name, "only texts have a kind"));
    }
    match (name.value().as_str(), is_list) {
        ("code", false) => Ok(quote!(crate::body::Kind::Code)),
        ("base64", false) => Ok(quote!(crate::body::Kind::Base64)),
        ("long_text", false) => Ok(quote!(crate::body::Kind::LongText)),
        ("email", false) => Ok(quote!(crate::body::Kind::Email)),
        ("url", false) => Ok(quote!(crate::body::Kind::Url)),
        ("domain", false) => Ok(quote!(crate::body::Kind::Domain)),
        ("date", false) => Ok(quote!(crate::body::Kind::Date)),
        ("pem", false) => Ok(quote!(crate::body::Kind::Pem)),
        ("pem", true) => Ok(quote!(crate::body::Kind::PemList)),
        _ => Err(Error::new_spanned(name, "no such kind of field")),
    }
}

/// `choices("value" = "Label", …)` or `choices = PATH`.
fn choices(ty: &Type, meta: &ParseNestedMeta<'_>) -> Result<Tokens> {
    let list = if meta.input.peek(Token![=]) {
        let path: syn::Path = meta.value()?.parse()?;
        quote!(#path)
    } else {
        let content;
        syn::parenthesized!(content in meta.input);
        let pairs = Punctuated::<(LitStr, LitStr), Token![,]>::parse_terminated_with(&content, |input| {
            let value = input.parse()?;
            input.parse::<Token![=]>()?;
            Ok((value, input.parse()?))
        })?;
        let choices = pairs.iter().map(|(value, label)| quote!(crate::body::choice(#value, #label)));
        quote!(&const { [#(#choices),*] })
    };
    one_or_several(ty, &quote!(Choice), &quote!(Choices), &list)
}

fn pick(ty: &Type, source: &LitStr) -> Result<Tokens> {
    let source = match source.value().as_str() {
        "regions" => quote!(crate::body::Source::Regions),
        "plans" => quote!(crate::body::Source::Plans),
        "environments" => quote!(crate::body::Source::Environments),
        "branches" => quote!(crate::body::Source::Branches),
        "environment_types" => quote!(crate::body::Source::EnvironmentTypes),
        "applications" => quote!(crate::body::Source::Applications),
        "integrations" => quote!(crate::body::Source::Integrations),
        "domains" => quote!(crate::body::Source::Domains),
        "projects" => quote!(crate::body::Source::Projects),
        "users" => quote!(crate::body::Source::Users),
        "subscriptions" => quote!(crate::body::Source::Subscriptions),
        "ticket_categories" => quote!(crate::body::Source::TicketCategories),
        "ticket_priorities" => quote!(crate::body::Source::TicketPriorities),
        _ => return Err(Error::new_spanned(source, "no such source")),
    };
    one_or_several(ty, &quote!(Pick), &quote!(PickList), &source)
}

/// The kind for one text or for a list of them.
fn one_or_several(ty: &Type, one: &Tokens, several: &Tokens, of: &Tokens) -> Result<Tokens> {
    match list_of(ty) {
        Some(item) if is_text(item) => Ok(quote!(crate::body::Kind::#several(#of))),
        None if is_text(ty) => Ok(quote!(crate::body::Kind::#one(#of))),
        _ => Err(Error::new_spanned(ty, "only a text, or a list of texts, is chosen")),
    }
}

fn object(ty: &Type) -> Tokens {
    match list_of(ty) {
        Some(item) => quote!(crate::body::Kind::Objects(<#item as crate::body::Described>::BODY)),
        None => quote!(crate::body::Kind::Object(<#ty as crate::body::Described>::BODY)),
    }
}

fn some(value: &syn::LitInt) -> Tokens {
    quote!(Some(#value))
}

fn literal(value: &Expr) -> Result<Tokens> {
    match value {
        Expr::Lit(syn::ExprLit { lit: Lit::Bool(flag), .. }) => Ok(quote!(Some(crate::body::Literal::Flag(#flag)))),
        Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Ok(quote!(Some(crate::body::Literal::Text(#text)))),
        Expr::Lit(syn::ExprLit { lit: Lit::Int(number), .. }) => {
            Ok(quote!(Some(crate::body::Literal::Integer(#number))))
        }
        Expr::Array(texts) => Ok(quote!(Some(crate::body::Literal::Texts(&#texts)))),
        _ => Err(Error::new_spanned(value, "a default is a flag, a text, an integer or a list of texts")),
    }
}
