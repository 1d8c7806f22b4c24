-- What organizations pay for and have paid. Amounts are hundredths.

-- Which plan a project had from when until when. The project may be gone.
CREATE TABLE plan_records (
    id INTEGER PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    subscription_id INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    -- As bills name it.
    title TEXT NOT NULL,
    plan TEXT NOT NULL,
    options_json TEXT NOT NULL,
    -- 'active' or 'suspended'.
    status TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER
);
CREATE INDEX plan_records_by_organization ON plan_records (organization_id, starts_at);
CREATE INDEX plan_records_by_subscription ON plan_records (subscription_id, starts_at);

-- How much a project had of something, from a time until the next of the same.
CREATE TABLE usage_records (
    id INTEGER PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    subscription_id INTEGER NOT NULL,
    -- 'storage', 'environments' or 'user_licenses'.
    usage_group TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    starts_at INTEGER NOT NULL
);
CREATE INDEX usage_records_by_organization ON usage_records (organization_id, starts_at);
CREATE INDEX usage_records_by_subscription ON usage_records (subscription_id, usage_group, starts_at);

-- What an organization says of itself, where it is, and how its payments go.
CREATE TABLE organization_profiles (
    organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
    company_name TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    billing_contact TEXT NOT NULL,
    security_contact TEXT NOT NULL,
    default_catalog TEXT NOT NULL,
    project_options_url TEXT NOT NULL,
    country TEXT NOT NULL,
    address_json TEXT NOT NULL,
    -- 'accepted', 'soft_decline' or 'hard_decline'.
    payment TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The month that runs, by organization: an order is made of it when it is over.
CREATE TABLE billing_turns (
    organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX billing_turns_by_end ON billing_turns (ends_at);

-- Months that are over.
CREATE TABLE orders (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    lines_json TEXT NOT NULL,
    base INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    -- Hundredths of a percent.
    tax_rate INTEGER NOT NULL,
    company TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    address_json TEXT NOT NULL,
    -- How its payment goes, as in organization_profiles.
    payment TEXT NOT NULL,
    -- May be to come.
    paid_at INTEGER,
    PRIMARY KEY (organization_id, id)
) WITHOUT ROWID;
CREATE INDEX orders_by_time ON orders (organization_id, starts_at);

CREATE TABLE invoices (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    -- 'invoice' or 'credit_memo'.
    kind TEXT NOT NULL,
    order_id TEXT NOT NULL,
    related_id TEXT,
    total INTEGER NOT NULL,
    notes TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX invoices_by_order ON invoices (organization_id, order_id);

-- Credit that can be, or was, redeemed.
CREATE TABLE vouchers (
    code TEXT PRIMARY KEY,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    organization_id TEXT REFERENCES organizations (id) ON DELETE CASCADE,
    redeemed_at INTEGER
) WITHOUT ROWID;
CREATE INDEX vouchers_by_organization ON vouchers (organization_id, redeemed_at);

-- What a voucher has paid of an order.
CREATE TABLE voucher_uses (
    code TEXT NOT NULL REFERENCES vouchers (code) ON DELETE CASCADE,
    organization_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (code, order_id),
    FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX voucher_uses_by_order ON voucher_uses (organization_id, order_id);

-- A month of each option beside the plan: in US dollars, and what that is elsewhere, in hundredths.
INSERT INTO prices (item, currency, cents)
SELECT o.item, c.currency, (o.cents * c.rate + 50) / 100
FROM (
    SELECT 'big_dev:medium' AS item, 2500 AS cents UNION ALL SELECT 'big_dev:large', 5000
    UNION ALL SELECT 'big_dev:xlarge', 9000 UNION ALL SELECT 'big_dev_service:medium', 2000
    UNION ALL SELECT 'big_dev_service:large', 4000 UNION ALL SELECT 'big_dev_service:xlarge', 8000
    UNION ALL SELECT 'backups:premium', 3000 UNION ALL SELECT 'observability_suite:standard', 4500
    UNION ALL SELECT 'blackfire:standard', 3500
) o, (
    SELECT 'USD' AS currency, 100 AS rate UNION ALL SELECT 'EUR', 90 UNION ALL SELECT 'GBP', 80
    UNION ALL SELECT 'AUD', 150 UNION ALL SELECT 'CAD', 136
) c;

-- Projects that were there before: what they have now, they had from the beginning. The first month of which an order is
-- made is the one that runs.
INSERT INTO plan_records (organization_id, subscription_id, project_id, title, plan, options_json, status, starts_at)
SELECT organization_id, subscription_id, id, title, plan, '[]', iif(status = 'suspended', 'suspended', 'active'), created_at
FROM projects;
INSERT INTO usage_records (organization_id, subscription_id, usage_group, quantity, starts_at)
SELECT p.organization_id, p.subscription_id, g.name,
    CASE g.name WHEN 'storage' THEN p.storage WHEN 'environments' THEN p.environment_limit ELSE p.user_licenses END,
    p.created_at
FROM projects p, (SELECT 'storage' AS name UNION ALL SELECT 'environments' UNION ALL SELECT 'user_licenses') g;
INSERT INTO billing_turns (organization_id, starts_at, ends_at)
SELECT DISTINCT organization_id, CAST(strftime('%s', 'now', 'start of month') AS INTEGER) * 1000000,
    CAST(strftime('%s', 'now', 'start of month', '+1 month') AS INTEGER) * 1000000
FROM projects;
