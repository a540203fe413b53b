-- What a person said about an odd row, as he typed or chose it: null while nobody mended it.
alter table exchange.oddity add column mended text;
grant update (mended) on exchange.oddity to tandem_app;
