import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Failed } from '../../Failed.tsx'
import { useWords } from '../../kit/language.ts'
import { Button } from '../../kit/Parts.tsx'
import { sendUpload } from './send-upload.ts'
import { words } from './upload-words.ts'

/** Where files of the ERP are dropped or chosen; what they would change is shown next. */
export function UploadCard({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [told, setTold] = useState('')
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: (files: File[]) =>
      sendUpload(distributor, files, ({ no, of, name }) => setTold(`${no}/${of} ${name}`)),
    onSuccess: (runId) => navigate(`/exchange/${runId}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['uploads', distributor] }),
  })
  const take = (files: FileList | null) => {
    if (files && files.length > 0 && !send.isPending) send.mutate([...files])
  }
  const drag = (entered: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(entered)
  }
  return (
    <fieldset
      data-testid="drop-zone"
      className={`min-w-0 rounded-card border-2 border-dashed p-4 ${over ? 'border-accent bg-accent-pale' : 'border-edge bg-card'}`}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        take(event.dataTransfer.files)
      }}
    >
      <legend className="sr-only">{t.load}</legend>
      <h2 className="font-semibold">{t.load}</h2>
      <p className="mt-1 mb-3 max-w-2xl text-sm text-soft">{t.how}</p>
      <input
        ref={input}
        type="file"
        multiple
        accept=".zip,.xml,.gz"
        className="hidden"
        data-testid="upload-files"
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" busy={send.isPending} onClick={() => input.current?.click()}>
          {t.choose}
        </Button>
        <span role="status" className="min-w-0 text-sm break-all text-soft">
          {send.isPending && `${t.sending} ${told}`}
        </span>
      </div>
      {send.error && (
        <div className="mt-3">
          <Failed error={send.error} />
        </div>
      )}
    </fieldset>
  )
}
