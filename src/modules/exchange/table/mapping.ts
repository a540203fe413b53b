import { z } from 'zod'
import { LIMITS } from '../../../platform/limits.ts'
import { NAMED } from './channel-rules.ts'

export const KINDS = [
  'products',
  'outlets',
  'payers',
  'contracts',
  'prices',
  'stock',
  'order-lines',
  'plans',
  'balances',
  'invoices',
] as const
export const Kind = z.enum(KINDS)
export type Kind = z.infer<typeof Kind>

const Short = z.string().max(LIMITS.nameCharsMax)
const Column = z.string().min(1).max(LIMITS.nameCharsMax)
const Chars = z.int().min(1).max(LIMITS.nameCharsMax)

/** One change of a cell's text; they are made in the order written. */
const Transform = z
  .union([
    z.strictObject({ dropStart: Chars }).describe('Leaves out so many first characters'),
    z.strictObject({ dropEnd: Chars }).describe('Leaves out so many last characters'),
    z.strictObject({ takeStart: Chars }).describe('Keeps so many first characters'),
    z.strictObject({ takeEnd: Chars }).describe('Keeps so many last characters'),
    z.strictObject({ before: Column }).describe('Keeps what stands before the text'),
    z.strictObject({ after: Column }).describe('Keeps what stands after the text'),
    z.strictObject({ replace: z.tuple([Column, Short]) }).describe('Puts one text for another'),
    z.strictObject({ digits: z.literal(true) }).describe('Keeps digits only'),
    z.strictObject({ upper: z.literal(true) }),
    z.strictObject({ lower: z.literal(true) }),
    z.strictObject({ prefix: Column }).describe('Puts a text before a cell that is not empty'),
    z.strictObject({ suffix: Column }).describe('Puts a text behind a cell that is not empty'),
    z
      .strictObject({ words: z.record(z.string(), Short), else: Short.optional() })
      .describe('Turns whole words; without else, other words stay'),
  ])
  .meta({ id: 'Transform' })
export type Transform = z.infer<typeof Transform>

const Source = z
  .strictObject({
    column: Column.optional(),
    columns: z.array(Column).min(2).max(10).optional().describe('Joined by `join`'),
    join: z.string().max(20).default(' '),
    template: Short.optional().describe('Text with columns in braces: "{Name}, {Volume} ml"'),
    constant: Short.optional(),
    transforms: z.array(Transform).max(20).default([]),
    empty: z.array(Short).max(20).default([]).describe('Texts that mean nothing: "-", "N/A"'),
  })
  .refine(
    ({ column, columns, template, constant }) =>
      [column, columns, template, constant].filter((given) => given !== undefined).length === 1,
    { error: 'names exactly one of column, columns, template, constant' },
  )
export type Source = z.infer<typeof Source>

/** Who entered an order, told by its document. */
export const ChannelRule = z.strictObject({
  of: z.enum(['author', 'number', 'attribute']),
  is: z.array(Column).max(200).optional(),
  begins: z.array(Column).max(200).optional(),
  channel: z.enum(NAMED),
})

/** Of one table: more would be slower than they are worth. */
export const CHANNEL_RULES_MAX = 500

/** What the columns of a table mean. Version 1; docs/tables.md explains it. */
export const Mapping = z.strictObject({
  version: z.literal(1),
  kind: Kind,
  name: Short.default(''),
  file: z
    .strictObject({
      header: z.int().min(0).max(100).default(1).describe('Row of the headers; 0: there is none'),
      sheet: Short.optional().describe('Of a workbook; the first when absent'),
      encoding: z.enum(['utf-8', 'windows-1251', 'utf-16le', 'cp866', 'koi8-u']).optional(),
      delimiter: z.string().length(1).optional(),
      quote: z.string().length(1).optional(),
    })
    .prefault({}),
  numbers: z.enum(['auto', 'comma', 'point']).default('auto').describe('The decimal mark'),
  dates: z.enum(['dmy', 'mdy']).default('dmy').describe('Of days that read either way'),
  settings: z
    .strictObject({
      source: z.string().min(1).max(LIMITS.codeCharsMax).default('table'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional()
        .describe('The distributor’s when absent'),
      vatIncluded: z.boolean().default(true).describe('Whether sums and prices hold VAT'),
      publish: z.boolean().default(true).describe('Whether new products are shown at once'),
    })
    .prefault({}),
  fields: z
    .record(z.string().regex(/^[A-Za-z]+(?::.{1,64})?$/), Source)
    .describe('By field; "price:LIST" or "agent:TEAM" for one column of many'),
  channels: z.strictObject({ rules: z.array(ChannelRule).max(CHANNEL_RULES_MAX) }).optional(),
})
export type Mapping = z.infer<typeof Mapping>

/** Several tables that belong together, in the order in which they come in. */
export const Bundle = z.strictObject({
  version: z.literal(1),
  bundle: Short,
  distributor: z
    .strictObject({
      name: Short,
      country: z.string().regex(/^[A-Z]{2}$/),
      currency: z.string().regex(/^[A-Z]{3}$/),
      timeZone: z.string().max(64),
      language: z.enum(['uk', 'en', 'ru']),
    })
    .optional()
    .describe('How --create makes it'),
  tables: z
    .array(
      z.strictObject({
        files: z.array(Short).min(1).max(1_000),
        mapping: Short.describe('A mapping’s file beside this one'),
      }),
    )
    .min(1)
    .max(100),
})
export type Bundle = z.infer<typeof Bundle>
