-- Public devices in an office.

CREATE TABLE kiosk (
    id TEXT NOT NULL PRIMARY KEY,
    -- What staff call it. No person's name.
    name TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at BIGINT NOT NULL,
    -- Hash of the code that makes a device this kiosk; none before it is asked for, and none once it was used.
    code_hash TEXT,
    code_until BIGINT,
    -- Hash of the token in the cookie of the device.
    token_hash TEXT,
    enrolled_at BIGINT,
    CONSTRAINT kiosk_code_ends CHECK ((code_hash IS NULL) = (code_until IS NULL)),
    CONSTRAINT kiosk_device_began CHECK ((token_hash IS NULL) = (enrolled_at IS NULL))
);
CREATE UNIQUE INDEX kiosk_by_code ON kiosk (code_hash);
CREATE UNIQUE INDEX kiosk_by_token ON kiosk (token_hash);
