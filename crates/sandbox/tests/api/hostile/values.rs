//! What nobody in their right mind sends: values of bodies, names in paths, parameters and headers.

use proptest::prelude::*;
use proptest::sample::select;

/// JSON that looks well-formed, and some that is not, each on a line.
const VALUES: &str = include_str!("values.txt");

/// Names in paths, escaped as they are sent.
const NAMES: &str = "\
    . .. %2E%2E %2F a%2Fb ..%2F..%2Fetc%2Fpasswd %00 a%00b % %zz %ff%fe %C0%AF %F0%9F%A6%80 %E2%80%AE %20 + * \
    %25 %2525 %27 %22 %3Cscript%3E %0d%0aX:y _ -1 0 9223372036854775808 1e3 true null %7Bdefault%7D {x} me ~ \
    current HEAD main heads%2Fmain refs%2Fheads%2Fmain @%7B - --help shop4k2mq7xwa telemetry6gwz 41207 \
    0babef64-7fe2-4270-8276-7926a7bca405 01HV3K8Q2M5WXT9C7ZRB4NDPEA 00000000-0000-0000-0000-000000000000 \
    0123456789012345678901234567890123456789 4b825dc642cb6eb9a060e54bf8d69288fbee4904 g123456 ;a=b a&b";

const PARAMETERS: &str = "\
    page[size] page[before] page[after] sort count starts_at start_at max_items filter[id][in] filter[status] \
    filter[a][b] filter[ filter filter[] in in[] ids type state %00 plan storage environments user_licenses \
    format country_code search recursive";

const QUERIES: &str = "\
    0 -1 1 100 101 9223372036854775807 9223372036854775808 -9223372036854775808 1e9 01 1.5 NaN null true %00 %ff \
    %zz % %F0%9F%A6%80 a,b,c , ,,, - --id id -id created_at %27 %22 [] {} 1970-01-01T00:00:00Z \
    9999-12-31T23:59:59.999999999Z 2030-02-30 %2B00:00 eyJhIjoxfQ ==== AAAA development starts_with \
    01HV3K8Q2M5WXT9C7ZRB4NDPEA active -99999999999999999999 0123456789abcdef";

/// Headers, each on a line.
const HEADERS: &str = include_str!("headers.txt");

/// JSON, as it is sent.
pub fn value() -> BoxedStrategy<Vec<u8>> {
    let lines: Vec<&str> = VALUES.lines().filter(|line| !line.starts_with('#')).collect();
    let text = |text: String| serde_json::Value::from(text).to_string().into_bytes();
    prop_oneof![
        24 => select(lines).prop_map(|value| value.as_bytes().to_vec()),
        4 => "\\PC{0,40}".prop_map(text),
        2 => any::<String>().prop_map(text),
        2 => any::<i64>().prop_map(|number| number.to_string().into_bytes()),
        2 => any::<f64>().prop_map(|number| format!("{number:e}").into_bytes()),
        2 => long(),
        2 => deep(),
        2 => not_utf8(),
        2 => "[\\[\\]{}:,\"a0-]{0,12}".prop_map(String::into_bytes),
    ]
    .boxed()
}

/// Texts and lists of up to a good part of what a body may be.
fn long() -> BoxedStrategy<Vec<u8>> {
    let length = select(&[255, 256, 1_001, 4_097, 65_537, 300_000][..]);
    let part = select(&["a", "é", "e\u{301}", "🦀", "\\u0000", "/", "a.", "%"][..]);
    let item = select(&["0", "\"a\"", "{}", "[]", "null"][..]);
    prop_oneof![
        (length.clone(), part).prop_map(|(length, part)| format!("\"{}\"", part.repeat(length / part.len()))),
        (length.clone(), item).prop_map(|(length, item)| format!("[{item}{}]", format!(",{item}").repeat(length / 8))),
        length.prop_map(|length| {
            let pairs: Vec<String> = (0..length / 16).map(|number| format!("\"k{number}\":\"v\"")).collect();
            format!("{{{}}}", pairs.join(","))
        }),
    ]
    .prop_map(String::into_bytes)
    .boxed()
}

/// What is nested deeper than anyone reads.
fn deep() -> BoxedStrategy<Vec<u8>> {
    let depth = select(&[60_usize, 120, 126, 127, 128, 129, 5_000, 100_000][..]);
    let around = select(&[("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]"), ("[", "")][..]);
    (depth, around)
        .prop_map(|(depth, (open, close))| format!("{}0{}", open.repeat(depth), close.repeat(depth)).into_bytes())
        .boxed()
}

const NOT_UTF8: &[&[u8]] = &[b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\xc3", b"\x00"];

fn not_utf8() -> BoxedStrategy<Vec<u8>> {
    let bytes = prop_oneof![select(NOT_UTF8).prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 1..20),];
    bytes.prop_map(|bytes| [b"\"", &bytes[..], b"\""].concat()).boxed()
}

/// A part of a path.
pub fn name() -> BoxedStrategy<String> {
    prop_oneof![
        12 => select(words(NAMES)).prop_map(str::to_owned),
        1 => select(&[100_usize, 1_000, 20_000][..]).prop_map(|length| "a".repeat(length)),
        1 => select(&[100_usize, 5_000][..]).prop_map(|length| "%F0%9F%A6%80".repeat(length)),
        2 => "[a-zA-Z0-9_.~%-]{1,20}",
        2 => any::<String>().prop_map(|text| {
            let mut name = String::new();
            wheelhouse_contract::operation::encode(&text, &mut name);
            name
        }),
    ]
    .boxed()
}

pub fn parameter() -> BoxedStrategy<&'static str> {
    select(words(PARAMETERS)).boxed()
}

/// What a parameter of a query is said to be.
pub fn query() -> BoxedStrategy<String> {
    prop_oneof![
        8 => select(words(QUERIES)).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9%._-]{0,12}",
        1 => Just("a".repeat(10_000)),
    ]
    .boxed()
}

pub fn header() -> BoxedStrategy<(&'static str, Vec<u8>)> {
    let lines = HEADERS.lines().filter_map(|line| line.split_once(':')).map(|(name, value)| {
        // As a header has it, a letter is a byte.
        let bytes = value.trim_start().chars().map(|letter| u8::try_from(u32::from(letter)).unwrap());
        (name, bytes.collect::<Vec<u8>>())
    });
    select(lines.collect::<Vec<_>>()).boxed()
}

/// What stands between the spaces of a text, and nothing.
fn words(text: &'static str) -> Vec<&'static str> {
    text.split(' ').filter(|word| !word.is_empty()).chain([""]).collect()
}
