import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { PageHead } from '../../../frame/PageHead.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Alert } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { Choice } from '../../Choice.tsx'
import { DropZone } from '../DropZone.tsx'
import { refusalName } from '../exchange-words.ts'
import { WaitingUploads } from '../WaitingUploads.tsx'
import { KIND_WORDS, reasonWord } from './field-words.ts'
import { sendTable } from './send-table.ts'
import { words } from './table-words.ts'

const USUAL = 'prices'

/** Where a table of the trade is brought in: what it holds, and its file. */
export function TablesPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [kind, setKind] = useState<string>(USUAL)
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: (file: File) => sendTable(distributor, file),
    onSuccess: ({ uploadId, refused }) => {
      if (!refused) navigate(`/exchange/tables/${uploadId}?kind=${kind}`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['uploads', distributor] }),
  })
  const take = (files: File[]) => {
    if (files.length > 1) toast({ text: t.onlyOne })
    else for (const file of files) send.mutate(file)
  }
  const refused = send.data?.refused
  return (
    <div className="space-y-4">
      <PageHead title={t.title} back={{ href: '/exchange', name: t.back }} />
      <DropZone
        title={t.load}
        how={t.how}
        choose={t.choose}
        accept=".csv,.txt,.xlsx,.gz"
        busy={send.isPending}
        told={`${t.sending} ${send.variables?.name ?? ''}`}
        error={send.error}
        take={take}
        testId="table-file"
      >
        <div className="mb-3 max-w-xs">
          <Choice
            label={t.kind}
            options={KIND_WORDS.map(([value, name]) => [value, name[language]])}
            chosen={kind}
            choose={setKind}
          />
        </div>
      </DropZone>
      {refused && (
        <Alert tone="bad">
          <p className="font-semibold break-all">
            {send.data?.name}:{' '}
            {reasonWord(refused.code, language) ?? refusalName(refused.code, language)}
          </p>
          {refused.detail && <code className="text-xs break-all">{refused.detail}</code>}
        </Alert>
      )}
      <WaitingUploads distributor={distributor} />
    </div>
  )
}
