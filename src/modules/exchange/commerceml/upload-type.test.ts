import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { zipOf } from '../../../../test/zip.ts'
import { beginsAsUpload } from './upload-type.ts'

test.each([
  ['an archive', zipOf([{ name: 'a', content: 'a' }])],
  ['a packed file', gzipSync('a')],
  ['XML with a mark and blank lines before it', Buffer.from('\ufeff \r\n<a/>')],
  ['XML in two bytes a letter', Buffer.from('\ufeff\n<?xml ?>', 'utf16le')],
  ['the first letter of XML', Buffer.from('<')],
])('%s may be a file of an ERP', (_what, head) => expect(beginsAsUpload(head)).toBe(true))

test.each([
  ['nothing', ''],
  ['half of an archive’s mark', 'PK'],
  ['a bracket further on', 'a<b'],
  ['zeros', '\0\0'],
  ['JSON', '{"a":"<"}'],
])('%s is none', (_what, text) => expect(beginsAsUpload(Buffer.from(text))).toBe(false))
