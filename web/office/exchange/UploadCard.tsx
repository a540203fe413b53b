import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useWords } from '../../kit/language.ts'
import { DropZone } from './DropZone.tsx'
import { sendUpload } from './send-upload.ts'
import { words } from './upload-words.ts'

/** Where files of the ERP are dropped or chosen; what they would change is shown next. */
export function UploadCard({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const [told, setTold] = useState('')
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: (files: File[]) =>
      sendUpload(distributor, files, ({ no, of, name }) => setTold(`${no}/${of} ${name}`)),
    onSuccess: (runId) => navigate(`/exchange/${runId}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['uploads', distributor] }),
  })
  return (
    <DropZone
      title={t.load}
      how={t.how}
      choose={t.choose}
      accept=".zip,.xml,.gz"
      multiple
      busy={send.isPending}
      told={`${t.sending} ${told}`}
      error={send.error}
      take={(files) => send.mutate(files)}
      testId="upload-files"
    />
  )
}
