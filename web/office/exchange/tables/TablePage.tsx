import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'wouter'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Alert, Button, Skeleton } from '../../../kit/Parts.tsx'
import { refusalName } from '../exchange-words.ts'
import { kindWord, reasonWord } from './field-words.ts'
import { TableEditor } from './TableEditor.tsx'
import type { Kind } from './table-reply.ts'
import { words } from './table-words.ts'

/** A table that was sent: what its columns are, what it would change, and the word to import it. */
export function TablePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { uploadId } = useParams<{ uploadId: string }>()
  const [params, setParams] = useSearchParams()
  const kind = params.get('kind')
  const header = params.get('header')
  const table = useQuery({
    queryKey: ['table', distributor, uploadId, kind, header],
    queryFn: () => {
      const asked = {
        ...(kind && { kind: kind as Kind }),
        ...(header && { header: Number(header) }),
      }
      return call.exchange.table({ distributor, uploadId, ...asked })
    },
    placeholderData: keepPreviousData,
    // What is chosen by hand is laid over what came first.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const read = (next: { kind: string; header?: number }) =>
    setParams(
      { kind: next.kind, ...(next.header !== undefined && { header: String(next.header) }) },
      { replace: true },
    )
  const { refused, likelier } = table.data ?? {}
  return (
    <div className="space-y-4">
      <PageHead
        title={table.data?.name ?? t.title}
        back={[
          { href: '/exchange/tables', name: t.title },
          { href: '/exchange', name: t.back },
        ]}
      />
      {table.error && <Failed error={table.error} retry={table.refetch} />}
      {table.isPending && <Skeleton />}
      {refused && (
        <Alert tone="bad">
          <p>{reasonWord(refused.code, language) ?? refusalName(refused.code, language)}</p>
          {refused.detail && <code className="text-xs break-all">{refused.detail}</code>}
        </Alert>
      )}
      {likelier && (
        <Alert>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span>
              {t.likelier} <strong>{kindWord(likelier, language)}</strong>
            </span>
            <Button onClick={() => read({ kind: likelier })}>{t.readAs}</Button>
          </div>
        </Alert>
      )}
      {table.data && !refused && (
        <TableEditor
          key={`${uploadId} ${table.data.form.kind} ${table.data.form.header}`}
          distributor={distributor}
          uploadId={uploadId}
          table={table.data}
          read={read}
        />
      )}
    </div>
  )
}
