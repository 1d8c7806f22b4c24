//! The demo's shop: half a year of work of three people.

use super::super::Error;
use super::super::history::{Author, Change, History, file};
use super::{at, code, data, texts};

const NEW_CHECKOUT: &str = "feature/new-checkout";
const VAT: &str = "fix/vat-rounding";
const GIFT_CARDS: &str = "feature/gift-cards";
const EMAILS: &str = "fix/email-templates";
const SEARCH: &str = "experiment/faster-search";
const PULL_REQUEST: &str = "pr-482";
const BLACK_FRIDAY: &str = "campaign/black-friday";

/// The three who work on it.
struct Team {
    niamh: Author,
    wiremu: Author,
    priyanka: Author,
}

pub fn shop(history: &mut History<'_>) -> Result<(), Error> {
    let team = Team {
        niamh: Author::new("Niamh Okonjo-Byrne", "niamh@lakeside-media.example"),
        wiremu: Author::new("Wiremu Tāmati", "wiremu@lakeside-media.example"),
        priyanka: Author::new("Priyanka Venkataraghavan", "priyanka@lakeside-media.example"),
    };
    beginnings(history, &team)?;
    summer(history, &team)?;
    in_work(history, &team)
}

/// March to May: the first version, and how it goes out.
fn beginnings(history: &mut History<'_>, Team { niamh, wiremu, priyanka }: &Team) -> Result<(), Error> {
    history.commit(
        "main",
        niamh,
        at(0, 9, 12),
        "Begin with a server that says hello\n",
        vec![
            file(".gitignore", texts::IGNORED),
            file("package.json", code::package("0.1.0")),
            file("src/server.ts", code::SERVER_FIRST),
            file("docs/README.md", texts::README_FIRST),
            Change::Link("README.md", "docs/README.md"),
        ],
    )?;
    history.commit(
        "main",
        niamh,
        at(0, 11, 40),
        "Say how it runs\n",
        vec![
            file(".platform.app.yaml", texts::APP_FIRST),
            file(".platform/routes.yaml", texts::ROUTES_FIRST),
            file(".platform/services.yaml", texts::SERVICES_FIRST),
        ],
    )?;
    history.commit(
        "main",
        wiremu,
        at(2, 14, 5),
        "List what the shop sells\n",
        vec![file("src/catalogue/products.ts", code::PRODUCTS), file("src/server.ts", code::SERVER)],
    )?;
    history.branch("staging", "main");
    history.commit(
        "staging",
        priyanka,
        at(8, 10, 22),
        "Add the mark and let robots know their place\n",
        vec![Change::Write("public/logo.png", data::LOGO.to_vec()), file("public/robots.txt", texts::ROBOTS)],
    )?;
    history.commit(
        "staging",
        wiremu,
        at(11, 16, 48),
        "Count what is in the cart\n",
        vec![file("src/checkout/cart.ts", code::CART), file("tests/cart.test.ts", code::CART_TEST)],
    )?;
    history.commit(
        "staging",
        wiremu,
        at(15, 9, 31),
        "Add up, with VAT by kind\n\nBooks have none. Rounding is by line for now.\n",
        vec![file("src/checkout/total.ts", code::TOTAL), file("tests/total.test.ts", code::TOTAL_TEST)],
    )?;
    history.merge("staging", "main", niamh, at(18, 15, 2))?;
    history.annotated_tag("v1.0.0", "main", niamh, at(18, 15, 10), "The first that customers see\n")?;
    history.commit(
        "staging",
        priyanka,
        at(29, 13, 37),
        "Send a receipt\n",
        vec![file("src/mail/receipt.ts", code::RECEIPT), file("src/mail/templates/receipt.html", texts::RECEIPT)],
    )?;
    history.commit(
        "staging",
        niamh,
        at(36, 10, 15),
        "Migrate and warm up on deploy\n",
        vec![
            Change::Executable("bin/deploy", texts::DEPLOY.into()),
            Change::Executable("bin/send-receipts", texts::SEND_RECEIPTS.into()),
            file(".platform.app.yaml", texts::APP),
        ],
    )?;
    history.commit(
        "staging",
        wiremu,
        at(57, 11, 50),
        "Import the whole catalogue\n\n24,000 articles, as the warehouse exports them.\n",
        vec![
            Change::Write("data/products.csv", data::catalogue()),
            Change::Executable("bin/import", texts::IMPORT.into()),
        ],
    )?;
    history.merge("staging", "main", niamh, at(60, 9, 5))?;
    history.tag("v1.1.0", "main");
    Ok(())
}

/// June to August: what went out since.
fn summer(history: &mut History<'_>, Team { niamh, wiremu, priyanka }: &Team) -> Result<(), Error> {
    history.commit(
        "staging",
        priyanka,
        at(94, 14, 26),
        "Write down how we work\n",
        vec![
            file("docs/README.md", texts::README),
            file("docs/deploying.md", texts::DEPLOYING),
            file("docs/décisions/été-2025.md", texts::DECISIONS),
            file("docs/営業時間.md", texts::HOURS),
        ],
    )?;
    history.commit(
        "staging",
        wiremu,
        at(97, 15, 30),
        "Keep carts for a week\n",
        vec![file("src/checkout/cart.ts", format!("{}\n{}", code::CART, code::CART_EXPIRY))],
    )?;
    history.commit(
        "staging",
        niamh,
        at(99, 9, 48),
        "Answer health checks before the database is there\n",
        vec![file("src/server.ts", code::SERVER_HEALTH)],
    )?;
    history.commit(
        "staging",
        wiremu,
        at(101, 10, 44),
        "Search by title\n",
        vec![
            file("src/catalogue/search.ts", code::SEARCH),
            Change::Write("data/search-index.bin", data::index()),
            file("package.json", code::package("1.2.0")),
        ],
    )?;
    history.commit(
        "staging",
        niamh,
        at(115, 16, 9),
        "Move to PostgreSQL 16 and keep sessions in Redis\n",
        vec![
            file(".platform.app.yaml", texts::APP_GROWN),
            file(".platform/services.yaml", texts::SERVICES_GROWN),
            file(".platform/routes.yaml", texts::ROUTES),
        ],
    )?;
    history.merge("staging", "main", niamh, at(119, 9, 30))?;
    history.annotated_tag("v1.2.0", "main", niamh, at(119, 9, 41), "Search, and newer services\n")?;
    history.commit(
        "main",
        niamh,
        at(132, 20, 17),
        "Stop the receipts of cancelled orders\n\nFound last night; not waiting for staging.\n",
        vec![file("src/mail/receipt.ts", code::RECEIPT_MENDED)],
    )?;
    history.merge("main", "staging", niamh, at(133, 9, 3))?;
    history.branch("load-test", "staging");
    history.commit(
        "load-test",
        wiremu,
        at(141, 13, 12),
        "Drive a thousand carts at once\n",
        vec![file("tests/load/carts.ts", code::LOAD)],
    )?;
    Ok(())
}

/// What is being worked on, each on its branch.
fn in_work(history: &mut History<'_>, Team { niamh, wiremu, priyanka }: &Team) -> Result<(), Error> {
    history.branch(NEW_CHECKOUT, "staging");
    history.commit(
        NEW_CHECKOUT,
        priyanka,
        at(148, 9, 20),
        "Checkout on one page\n",
        vec![file("src/checkout/page.ts", code::CHECKOUT_PAGE)],
    )?;
    history.commit(
        NEW_CHECKOUT,
        priyanka,
        at(150, 15, 58),
        "Keep what was typed when payment fails\n",
        vec![file("src/checkout/payment.ts", code::PAYMENT)],
    )?;
    history.branch(VAT, NEW_CHECKOUT);
    history.commit(
        VAT,
        wiremu,
        at(155, 11, 11),
        "Round VAT once, on the sum\n",
        vec![file("src/checkout/total.ts", code::TOTAL_MENDED), file("tests/total.test.ts", code::TOTAL_TEST_MENDED)],
    )?;
    history.commit(
        NEW_CHECKOUT,
        priyanka,
        at(157, 10, 2),
        "Say what is missing beside its field\n",
        vec![file("src/checkout/page.ts", format!("{}\n{}", code::CHECKOUT_PAGE, code::CHECKOUT_ERRORS))],
    )?;
    history.commit(
        "staging",
        niamh,
        at(160, 14, 33),
        "Node.js 22\n",
        vec![
            file(".platform.app.yaml", texts::APP_GROWN.replace("nodejs:20", "nodejs:22")),
            file("package.json", code::package("1.3.0")),
        ],
    )?;
    history.branch(GIFT_CARDS, "staging");
    history.commit(
        GIFT_CARDS,
        priyanka,
        at(163, 16, 45),
        "Sell gift cards\n",
        vec![file("src/checkout/gift-cards.ts", code::GIFT_CARDS)],
    )?;
    history.commit(
        GIFT_CARDS,
        priyanka,
        at(168, 12, 8),
        "Pay with gift cards\n",
        vec![
            file("src/checkout/gift-cards.ts", format!("{}\n{}", code::GIFT_CARDS, code::GIFT_CARDS_PAY)),
            Change::Delete("public/robots.txt"),
        ],
    )?;
    history.branch(EMAILS, "staging");
    history.commit(
        EMAILS,
        wiremu,
        at(170, 17, 21),
        "Receipts that read well on a phone\n",
        vec![file("src/mail/templates/receipt.html", texts::RECEIPT_WIDE)],
    )?;
    history.branch(SEARCH, "staging");
    history.commit(
        SEARCH,
        wiremu,
        at(172, 23, 54),
        "Try trigrams\n",
        vec![file("src/catalogue/search.ts", code::SEARCH_TRIGRAMS)],
    )?;
    history.branch(PULL_REQUEST, "main");
    history.commit(
        PULL_REQUEST,
        priyanka,
        at(176, 8, 40),
        "Alternative texts for all pictures\n",
        vec![file("src/catalogue/products.ts", format!("{}\n{}", code::PRODUCTS, code::ALTERNATIVES))],
    )?;
    history.branch(BLACK_FRIDAY, "main");
    history.commit(
        BLACK_FRIDAY,
        niamh,
        at(178, 10, 0),
        "Prices of the last week of November\n",
        vec![file("data/black-friday.json", texts::BLACK_FRIDAY)],
    )?;
    history.merge("staging", "main", niamh, at(182, 9, 15))?;
    history.annotated_tag("v1.3.0", "main", niamh, at(182, 9, 25), "Node.js 22\n")?;
    history.commit(
        "staging",
        niamh,
        at(183, 13, 50),
        "Cache what does not change\n",
        vec![file(
            ".platform/routes.yaml",
            texts::ROUTES.replacen("enabled: true\n", "enabled: true\n        default_ttl: 300\n", 1),
        )],
    )?;
    Ok(())
}
