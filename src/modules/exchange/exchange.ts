import type { FastifyInstance } from 'fastify'
import type { Pools, Tx } from '../../platform/db.ts'
import { ok, type Result } from '../../platform/result.ts'
import type { Member } from '../../platform/serve.ts'
import { readUpload } from './commerceml/read-upload.ts'
import type { FileRefusal, PriceTypeRecord } from './commerceml/records.ts'
import { type Place, placesAt, uploadFiles } from './commerceml/upload-files.ts'
import { beginsAsUpload } from './commerceml/upload-type.ts'
import { FEED, TABLES } from './feed.ts'
import { keepFeed } from './feeds/keep-feed.ts'
import {
  type Folders,
  type Imported,
  type ImportRefusal,
  type ImportRequest,
  importUpload,
} from './import-upload.ts'
import { keepSentFile as keepOneFile, type SentFile } from './keep-sent-file.ts'
import { keepUpload } from './kept-uploads.ts'
import { plugCommerceml } from './protocol.ts'
import { importSentTable } from './table/import-kept-table.ts'
import {
  importTable as importOneTable,
  type TableImported,
  type TableRequest,
} from './table/import-table.ts'
import { Bundle, Mapping } from './table/mapping.ts'
import { wrongTable } from './table/table-file.ts'
import { type Tried, tryUpload } from './try-upload.ts'
import { deliverWebhook as deliver } from './webhooks/deliver.ts'
import type { WebhookMeans } from './webhooks/keep-webhook.ts'

export type { Folders, Imported, ImportRefusal } from './import-upload.ts'

/** The files at a path: of a folder and those inside it, or one file. */
export const filesAt = (path: string): Promise<Result<Place[], FileRefusal>> => placesAt(path)

/** Imports files of an ERP into a distributor, as one upload; refused with file and line. */
export async function importFiles(
  pools: Pools,
  request: Omit<ImportRequest, 'upload'> & { places: Place[] },
): Promise<Result<Imported, ImportRefusal>> {
  const { places, ...rest } = request
  const upload = await keepUpload(pools, rest.folders.exchangeFolder, {
    distributorId: rest.tenant.id,
    feed: FEED,
    receivedBy: rest.startedBy,
    places,
  })
  return importUpload(pools, { came: { kind: 'upload' }, ...rest, upload })
}

/** What files of an ERP would make for a distributor that is not there yet; nothing of it stays. */
export const tryFiles = (
  pools: Pools,
  trial: Parameters<typeof tryUpload>[1],
): Promise<Result<Tried, FileRefusal>> => tryUpload(pools, trial)

/** The price types that files of an ERP name, and the currency of its prices; nothing is written. */
export async function priceTypesIn(
  places: Place[],
): Promise<Result<{ priceTypes: PriceTypeRecord[]; currency: string | null }, FileRefusal>> {
  const found = await uploadFiles(places)
  if (!found.ok) return found
  try {
    const read = await readUpload(found.value.commerceml, { oddity: () => undefined })
    if (!read.ok) return read
    const { classifier, priceCurrency } = read.value
    await read.value.remove()
    return ok({ priceTypes: [...classifier.priceTypes.values()], currency: priceCurrency })
  } finally {
    found.value.close()
  }
}

/** Makes a feed, and waits for it from now on. */
export const makeFeed = (
  tx: Tx,
  distributorId: string,
  feed: Omit<Parameters<typeof keepFeed>[2], 'known'>,
): Promise<void> => keepFeed(tx, distributorId, feed)

/** Sends a message to a webhook and writes down what came of it. */
export const deliverWebhook = (
  means: WebhookMeans,
  distributorId: string,
  deliveryId: string,
): Promise<void> => deliver(means, distributorId, deliveryId)

/** Serves the exchange protocol of ERPs. */
export const plugExchange = (
  app: FastifyInstance,
  options: { pools: Pools; folders: Folders; secure: boolean },
): void => plugCommerceml(app, options)

/** True when a file may be one of an ERP's, by its first bytes. */
export const mayBeUpload = (head: Buffer): boolean => beginsAsUpload(head)

/** Whose files an upload holds: of the ERP, or a table of a person. */
export const FEEDS = { erp: FEED, tables: TABLES } as const

/** What a file cannot be by its first bytes, which is no table; null: it may be one. */
export const notATable = (head: Buffer) => wrongTable(head)

/** Keeps a file that a person sent from the office. */
export const keepSentFile = (
  pools: Pools,
  exchangeFolder: string,
  member: Member,
  file: SentFile,
) => keepOneFile(pools, exchangeFolder, member, file)

/**
 * Imports a table by its mapping, in one transaction; refused with file and line. With a folder its
 * files are kept there, to be mended in the office and read again.
 */
export const importTable = (
  pools: Pools,
  request: TableRequest,
  exchangeFolder?: string,
): Promise<Result<TableImported, FileRefusal>> =>
  exchangeFolder === undefined || request.leavesNothing
    ? importOneTable(pools, request)
    : importSentTable({ pools, exchangeFolder }, request)

/** Reads what a mapping file holds. */
export const mappingIn = (json: unknown) => Mapping.safeParse(json)

/** Reads what a bundle of mappings holds. */
export const bundleIn = (json: unknown) => Bundle.safeParse(json)

export type { Bundle, Mapping } from './table/mapping.ts'
export type { Finding as TableFinding } from './table/read-records.ts'
