-- When a person last wrote in that chat, for platforms that let us write freely only for a while after
-- it; 0: not known. `otherwise`: the message itself as the outbox had it, while another channel may
-- still have to carry it.
ALTER TABLE address ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receipt ADD COLUMN otherwise TEXT NOT NULL DEFAULT '';
