-- Who is billed, for the law: what is empty is the company.
ALTER TABLE organization_profiles ADD COLUMN legal_entity_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organization_profiles ADD COLUMN customer_type TEXT NOT NULL DEFAULT 'corporation';
