import { sql } from 'kysely'
import type { Tx } from './db.ts'

/**
 * Makes the schemas that PostgreSQL keeps temporary tables in, one for each connection there can be. It
 * makes them itself when a connection first wants one, and a new schema makes every connection plan all
 * its statements anew: each import of a young database kept the orders beside it waiting for 50 ms.
 * Since PostgreSQL 17 a new connection takes the place that was free longest, so all of them come up.
 * Done as a superuser only, as the owner of the embedded database is.
 */
export const makeTempSchemas = (tx: Tx): Promise<unknown> =>
  sql`do $$
    begin
      if not (select rolsuper from pg_roles where rolname = current_user)
        or current_setting('server_version_num')::int < 170000
        or to_regnamespace('pg_temp_' || current_setting('max_connections')) is not null
      then return; end if;
      perform set_config('allow_system_table_mods', 'on', true);
      perform set_config('client_min_messages', 'warning', true);
      for place in 0 .. current_setting('max_connections')::int loop
        execute format('create schema if not exists pg_temp_%s', place);
        execute format('create schema if not exists pg_toast_temp_%s', place);
      end loop;
    end $$`.execute(tx)
