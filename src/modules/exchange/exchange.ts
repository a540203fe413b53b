import { basename } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Pools } from '../../platform/db.ts'
import type { Result } from '../../platform/result.ts'
import { mergeUpload } from './commerceml/merge-upload.ts'
import type { FileRefusal, PriceTypeRecord } from './commerceml/records.ts'
import { type Imported, type ImportRequest, importUpload } from './import-upload.ts'
import { plugCommerceml } from './protocol.ts'
import {
  importTable as importOneTable,
  type TableImported,
  type TableRequest,
} from './table/import-table.ts'
import { Bundle, Mapping } from './table/mapping.ts'

/** Imports files of an ERP into a distributor, as one upload; refused with file and line. */
export const importFiles = (
  pools: Pools,
  request: ImportRequest,
): Promise<Result<Imported, FileRefusal>> => importUpload(pools, request)

/** The price types that files of an ERP name; nothing is written. */
export async function priceTypesIn(
  files: string[],
): Promise<Result<PriceTypeRecord[], FileRefusal>> {
  const opened = files.map((path) => ({ name: basename(path), open: () => path }))
  const merged = await mergeUpload(opened, { oddity: () => undefined })
  return merged.ok ? { ok: true, value: [...merged.value.priceTypes.values()] } : merged
}

/** Serves the exchange protocol of ERPs. */
export const plugExchange = (
  app: FastifyInstance,
  options: { pools: Pools; uploadFolder: string },
): void => plugCommerceml(app, options)

/** Imports a table by its mapping, in one transaction; refused with file and line. */
export const importTable = (
  pools: Pools,
  request: TableRequest,
): Promise<Result<TableImported, FileRefusal>> => importOneTable(pools, request)

/** Reads what a mapping file holds. */
export const mappingIn = (json: unknown) => Mapping.safeParse(json)

/** Reads what a bundle of mappings holds. */
export const bundleIn = (json: unknown) => Bundle.safeParse(json)

export type { Bundle, Mapping } from './table/mapping.ts'
