//! Configuration, pages and scripts in the repositories.

pub const IGNORED: &str = "node_modules/\ndist/\n.env\n*.log\n";

pub const APP_FIRST: &str = r#"name: app
type: "nodejs:20"
dependencies:
    nodejs:
        npm: "^10"
relationships:
    database: "db:postgresql"
web:
    commands:
        start: "node dist/server.js"
disk: 1024
hooks:
    build: |
        set -e
        npm ci
        npm run build
"#;

pub const APP: &str = r#"name: app
type: "nodejs:20"
dependencies:
    nodejs:
        npm: "^10"
relationships:
    database: "db:postgresql"
    sessions: "cache:redis"
web:
    commands:
        start: "node dist/server.js"
    locations:
        /static:
            root: public
            expires: 1d
disk: 2048
mounts:
    var/uploads:
        source: local
        source_path: uploads
hooks:
    build: |
        set -e
        npm ci
        npm run build
    deploy: |
        set -e
        ./bin/deploy
crons:
    receipts:
        spec: "*/10 * * * *"
        commands:
            start: "npm run send-receipts"
"#;

/// What it has grown to.
pub const APP_GROWN: &str = r#"name: app
type: "nodejs:20"
size: M
dependencies:
    nodejs:
        npm: "^10"
relationships:
    database: "db:postgresql"
    sessions: "cache:redis"
    finder: "search:opensearch"
web:
    commands:
        start: "node dist/server.js"
    locations:
        /static:
            root: public
            expires: 1d
disk: 2048
mounts:
    var/uploads:
        source: local
        source_path: uploads
    var/exports:
        source: storage
        source_path: exports
    tmp:
        source: tmp
        source_path: tmp
hooks:
    build: |
        set -e
        npm ci
        npm run build
    deploy: |
        set -e
        ./bin/deploy
    post_deploy: |
        node dist/warm-up.js --pages 500
crons:
    receipts:
        spec: "*/10 * * * *"
        commands:
            start: "npm run send-receipts"
    catalogue:
        spec: "15 3 * * *"
        commands:
            start: "./bin/import"
            stop: "kill -TERM $(cat var/import.pid)"
        shutdown_timeout: 30
        timeout: 7200
workers:
    queue:
        size: S
        commands:
            start: "node dist/worker.js --queue orders"
        operations:
            drain:
                role: contributor
                commands:
                    start: "node dist/worker.js --drain"
source:
    operations:
        update-dependencies:
            command: |
                set -e
                npm update
                git add package-lock.json
                git commit -m "Update dependencies"
        release:
            command: |
                set -e
                npm version patch --no-git-tag-version
                git add package.json
                git commit -m "Release for ${TICKET}"
        check:
            command: |
                npm outdated
operations:
    clear-cache:
        role: contributor
        timeout: 60
        commands:
            start: "node dist/cache.js clear"
    reindex:
        role: admin
        timeout: 3600
        commands:
            start: |
                node dist/catalogue/search.js --rebuild
                node dist/warm-up.js --search
            stop: "node dist/catalogue/search.js --abort"
    health:
        commands:
            start: "node dist/health.js --verbose"
"#;

pub const SERVICES_FIRST: &str = "db:\n    type: \"postgresql:15\"\n    disk: 2048\n";

pub const SERVICES: &str = r#"db:
    type: "postgresql:16"
    disk: 4096
cache:
    type: "redis:7"
"#;

/// What the shop has since it searches.
pub const SERVICES_GROWN: &str = r#"db:
    type: "postgresql:16"
    size: L
    disk: 4096
cache:
    type: "redis:7"
    configuration:
        maxmemory_policy: allkeys-lru
search:
    type: "opensearch:2"
    size: M
    disk: 1024
"#;

pub const ROUTES_FIRST: &str = r#""https://{default}/":
    type: upstream
    upstream: "app:http"
"#;

pub const ROUTES: &str = r#"# The shop itself.
"https://{default}/":
    type: upstream
    upstream: "app:http"
    primary: true
    id: shop
    cache:
        enabled: true
        cookies: ["session"]
    redirects:
        expires: 1d
        paths:
            "/basket":
                to: "https://{default}/cart"
                code: 301
            "/sale/.*":
                to: "https://{default}/offers"
                regexp: true

# What apps and partners talk to: never from a cache.
"https://api.{default}/":
    type: upstream
    upstream: "app:http"
    id: api
    attributes:
        owner: platform team
    cache:
        enabled: false

"https://www.{default}/":
    type: redirect
    to: "https://{default}/"

# Once a shop of its own.
"https://gifts.{default}/":
    type: redirect
    to: "https://{default}/gift-cards"

# Kept by the newsroom.
"https://journal.{default}/":
    type: proxy
    to: "https://lakeside-magazine.example/shop/"
"#;

pub const README_FIRST: &str = "# Lakeside Shop\n\nStorefront and checkout.\n\n    npm ci\n    npm run dev\n";

pub const README: &str = r#"# Lakeside Shop

Storefront and checkout of Lakeside Media. Node.js and TypeScript, PostgreSQL, Redis.

    npm ci
    npm run dev      # http://localhost:3000
    npm test

- How it goes out: [deploying.md](deploying.md)
- Why it is as it is: [décisions/](d%C3%A9cisions/)

Ask Niamh about checkout, Wiremu about search, Priyanka about everything a customer reads.
"#;

pub const DEPLOYING: &str = r#"# Deploying

1. Branch from `staging`. Each branch is an environment with a copy of its data.
2. Open it in the browser, let someone else try it, merge it into `staging`.
3. `staging` is merged into `main` on weekday mornings. `main` is what customers see.

The deploy hook migrates the database. It must be possible to run it twice.
"#;

pub const DECISIONS: &str = r#"# Été 2025

- La TVA est calculée par ligne ; on l'arrondira une seule fois, sur la somme, avec le nouveau paiement.
- Le catalogue entier vient de l'entrepôt, chaque nuit, en CSV.
- Pas de trigrammes tant que la recherche par titre suffit.
"#;

pub const HOURS: &str = "# 営業時間\n\n月曜日から金曜日 9:00–17:30（ロンドン時間）。注文はいつでも。\n";

pub const ROBOTS: &str = "User-agent: *\nDisallow: /checkout\nDisallow: /account\n";

pub const RECEIPT: &str = r#"<!doctype html>
<title>Your receipt</title>
<table width="640">
  <tr><td>Thank you for your order {{ number }}.</td></tr>
  {{ lines }}
  <tr><td>Total: {{ total }}</td></tr>
</table>
"#;

pub const RECEIPT_WIDE: &str = r#"<!doctype html>
<meta name="viewport" content="width=device-width">
<title>Your receipt</title>
<p>Thank you for your order {{ number }}.</p>
{{ lines }}
<p><strong>Total: {{ total }}</strong></p>
"#;

pub const DEPLOY: &str = "#!/bin/sh\nset -e\nnode dist/migrate.js\nnode dist/warm-up.js --pages 50\n";

pub const SEND_RECEIPTS: &str = "#!/bin/sh\nexec node dist/mail/receipt.js --waiting\n";

pub const IMPORT: &str = "#!/bin/sh\nset -e\nnode dist/catalogue/import.js data/products.csv\n";

pub const BLACK_FRIDAY: &str = "{\n  \"from\": \"2025-11-24\",\n  \"to\": \"2025-11-30\",\n  \"off\": {\"Mug\": 20, \"Poster\": 35, \"Blanket\": 15}\n}\n";
