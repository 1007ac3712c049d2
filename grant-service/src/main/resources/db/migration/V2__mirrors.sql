-- What hourglass.catalog says about standing access: accounts that hold an entitlement outside Hourglass.
CREATE TABLE catalog_resource (
    resource text PRIMARY KEY,
    serial   bigint NOT NULL
);
CREATE TABLE standing (
    resource    text NOT NULL REFERENCES catalog_resource ON DELETE CASCADE,
    target      text NOT NULL,
    entitlement text NOT NULL,
    account     text NOT NULL,
    PRIMARY KEY (resource, target, entitlement, account)
);
CREATE INDEX standing_by_account ON standing (target, account);

-- Whose identity a token is, from hourglass.directory.
CREATE TABLE directory_person (
    person text PRIMARY KEY,
    serial bigint NOT NULL
);
CREATE TABLE identity (
    idp     text NOT NULL,
    subject text NOT NULL,
    person  text NOT NULL REFERENCES directory_person ON DELETE CASCADE,
    PRIMARY KEY (idp, subject)
);
