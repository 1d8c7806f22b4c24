-- What can be subscribed to: plans and their prices, regions, and how many projects an organization may have.

CREATE TABLE plans (
    name TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    -- From the smallest to the largest.
    position INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO plans (name, label, position) VALUES
    ('development', 'Development', 1), ('standard', 'Standard', 2), ('medium', 'Medium', 3), ('large', 'Large', 4),
    ('xlarge', 'X-Large', 5), ('2xlarge', '2X-Large', 6), ('4xlarge', '4X-Large', 7), ('8xlarge', '8X-Large', 8);

CREATE TABLE currencies (code TEXT PRIMARY KEY, symbol TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO currencies (code, symbol) VALUES ('USD', '$'), ('EUR', '€'), ('GBP', '£'), ('AUD', 'A$'), ('CAD', 'CA$');

-- Where one pays in what; everyone else pays in US dollars.
CREATE TABLE country_currencies (country TEXT PRIMARY KEY, currency TEXT NOT NULL REFERENCES currencies (code)) WITHOUT ROWID;
INSERT INTO country_currencies (country, currency) VALUES
    ('GB', 'GBP'), ('AU', 'AUD'), ('NZ', 'AUD'), ('CA', 'CAD'), ('AT', 'EUR'), ('BE', 'EUR'), ('CY', 'EUR'), ('DE', 'EUR'),
    ('EE', 'EUR'), ('ES', 'EUR'), ('FI', 'EUR'), ('FR', 'EUR'), ('GR', 'EUR'), ('HR', 'EUR'), ('IE', 'EUR'), ('IT', 'EUR'),
    ('LT', 'EUR'), ('LU', 'EUR'), ('LV', 'EUR'), ('MT', 'EUR'), ('NL', 'EUR'), ('PT', 'EUR'), ('SI', 'EUR'), ('SK', 'EUR');

-- A month, in hundredths. `environment` is one more than a plan includes, `storage` a GiB more of each environment, `user`
-- one person more.
CREATE TABLE prices (
    item TEXT NOT NULL,
    currency TEXT NOT NULL REFERENCES currencies (code),
    cents INTEGER NOT NULL,
    PRIMARY KEY (item, currency)
) WITHOUT ROWID;
INSERT INTO prices (item, currency, cents) VALUES
    ('development', 'USD', 1000), ('standard', 'USD', 5000), ('medium', 'USD', 9000), ('large', 'USD', 18000),
    ('xlarge', 'USD', 33000), ('2xlarge', 'USD', 62000), ('4xlarge', 'USD', 118000), ('8xlarge', 'USD', 226000),
    ('environment', 'USD', 700), ('storage', 'USD', 50), ('user', 'USD', 1000),
    ('development', 'EUR', 900), ('standard', 'EUR', 4500), ('medium', 'EUR', 8200), ('large', 'EUR', 16500),
    ('xlarge', 'EUR', 30000), ('2xlarge', 'EUR', 57000), ('4xlarge', 'EUR', 108000), ('8xlarge', 'EUR', 207000),
    ('environment', 'EUR', 650), ('storage', 'EUR', 45), ('user', 'EUR', 900),
    ('development', 'GBP', 800), ('standard', 'GBP', 3900), ('medium', 'GBP', 7000), ('large', 'GBP', 14000),
    ('xlarge', 'GBP', 26000), ('2xlarge', 'GBP', 49000), ('4xlarge', 'GBP', 93000), ('8xlarge', 'GBP', 178000),
    ('environment', 'GBP', 550), ('storage', 'GBP', 40), ('user', 'GBP', 800),
    ('development', 'AUD', 1500), ('standard', 'AUD', 7500), ('medium', 'AUD', 13500), ('large', 'AUD', 27000),
    ('xlarge', 'AUD', 50000), ('2xlarge', 'AUD', 94000), ('4xlarge', 'AUD', 179000), ('8xlarge', 'AUD', 343000),
    ('environment', 'AUD', 1050), ('storage', 'AUD', 75), ('user', 'AUD', 1500),
    ('development', 'CAD', 1350), ('standard', 'CAD', 6800), ('medium', 'CAD', 12300), ('large', 'CAD', 24500),
    ('xlarge', 'CAD', 45000), ('2xlarge', 'CAD', 85000), ('4xlarge', 'CAD', 161000), ('8xlarge', 'CAD', 308000),
    ('environment', 'CAD', 950), ('storage', 'CAD', 70), ('user', 'CAD', 1350);

-- The continent.
ALTER TABLE regions ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE regions ADD COLUMN timezone TEXT NOT NULL DEFAULT 'UTC';
-- Whether new projects can be made there.
ALTER TABLE regions ADD COLUMN available INTEGER NOT NULL DEFAULT 1;
-- Whether only some organizations may use it.
ALTER TABLE regions ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
ALTER TABLE regions ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE regions ADD COLUMN datacenter TEXT NOT NULL DEFAULT '';
-- Grams of CO2 for a kilowatt-hour.
ALTER TABLE regions ADD COLUMN carbon_intensity INTEGER NOT NULL DEFAULT 0;

ALTER TABLE organizations ADD COLUMN project_limit INTEGER NOT NULL DEFAULT 100;
