import { prepared, type Tx } from '../../platform/db.ts'

// A year goes on from where the last one ended: a number carries no year and is never given twice.
const EARLIER = `select max(e.last_number) from accounts.document_number e
  where e.distributor_id = $1 and e.kind = $5 and e.year < $2 and e.selling_entity_id`

/** Moves each seller's last number on; sorted, so that two writers lock in the same order. */
export async function takeNumbers(
  tx: Tx,
  asked: {
    distributorId: string
    kind: string
    year: number
    bySeller: ReadonlyMap<string, number>
  },
): Promise<ReadonlyMap<string, number>> {
  const sellers = [...asked.bySeller.keys()].sort()
  const counts = sellers.map((seller) => asked.bySeller.get(seller) ?? 0)
  const { distributorId, year, kind } = asked
  const values = [distributorId, year, sellers, counts, kind]
  const moved = await prepared<Numbered>(tx, { name: 'move_numbers', text: MOVE, values })
  const rows =
    moved.length === sellers.length
      ? moved
      : await prepared<Numbered>(tx, { name: 'take_numbers', text: TAKE, values })
  return new Map(rows.map((row) => [row.seller, row.last]))
}

type Numbered = { seller: string; last: number }

// All or none: a seller without a row this year makes the other statement do all of them.
const MOVE = `with wanted as (select * from unnest($3::uuid[], $4::bigint[]) w (seller, count)),
  locked as materialized (
    select n.selling_entity_id as seller, w.count from accounts.document_number n
    join wanted w on w.seller = n.selling_entity_id
    where n.distributor_id = $1 and n.kind = $5 and n.year = $2
    order by n.selling_entity_id for update of n)
  update accounts.document_number n set last_number = n.last_number + l.count from locked l
  where n.distributor_id = $1 and n.kind = $5 and n.year = $2 and n.selling_entity_id = l.seller
    and (select count(*) from locked) = cardinality($3::uuid[])
  returning n.selling_entity_id as seller, n.last_number as last`

const TAKE = `insert into accounts.document_number as n
    (distributor_id, selling_entity_id, kind, year, last_number)
  select $1, w.seller, $5, $2, w.count + coalesce((${EARLIER} = w.seller), 0)
  from unnest($3::uuid[], $4::bigint[]) with ordinality w (seller, count, at) order by w.at
  on conflict (distributor_id, selling_entity_id, kind, year) do update
    set last_number = n.last_number + excluded.last_number
      - coalesce((${EARLIER} = n.selling_entity_id), 0)
  returning n.selling_entity_id as seller, n.last_number as last`
