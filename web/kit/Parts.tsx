import {
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useState,
} from 'react'

const LOOKS = {
  primary: 'bg-accent text-white hover:bg-accent-deep disabled:bg-line disabled:text-faint',
  plain: 'bg-card text-ink border border-line hover:border-accent disabled:text-faint',
  quiet: 'text-accent hover:bg-accent-pale',
  danger: 'bg-card text-bad border border-line hover:border-bad',
} as const

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: keyof typeof LOOKS
  busy?: boolean
}

export function Button({ look = 'plain', busy, className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy}
      className={`relative inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 font-medium transition-colors ${LOOKS[look]} ${className}`}
    >
      {busy ? <span className="opacity-40">{children}</span> : children}
      {busy && <span className="spinner absolute" aria-hidden />}
    </button>
  )
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { label: string }

/** A button that is only a drawing; its label is what it is called. */
export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`grid size-11 shrink-0 place-items-center rounded-control text-soft hover:bg-ground hover:text-ink disabled:text-faint ${className}`}
    />
  )
}

const FIELD =
  'min-h-11 w-full rounded-control border border-edge bg-card px-3 text-base placeholder:text-faint focus:border-accent'

type Labelled = { label: string; hideLabel?: boolean }
type FieldProps = InputHTMLAttributes<HTMLInputElement> & Labelled

export function TextField({ label, hideLabel, className = '', ...rest }: FieldProps) {
  return (
    <label className={`block ${className}`}>
      <span className={hideLabel ? 'sr-only' : 'mb-1 block text-sm text-soft'}>{label}</span>
      <input {...rest} className={FIELD} />
    </label>
  )
}

type AreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { label: string }

/** A text of several lines, as tall as what is written in it. */
export function TextArea({ label, className = '', ...rest }: AreaProps) {
  return (
    <label className={`block ${className}`}>
      <span className="mb-1 block text-sm text-soft">{label}</span>
      <textarea {...rest} className={`${FIELD} field-sizing-content min-h-20 py-2`} />
    </label>
  )
}

type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & Labelled

export function SelectField({ label, hideLabel, className = '', ...rest }: SelectProps) {
  return (
    <label className={`block ${className}`}>
      <span className={hideLabel ? 'sr-only' : 'mb-1 block text-sm text-soft'}>{label}</span>
      <select {...rest} className={`${FIELD} select`} />
    </label>
  )
}

const TONES = {
  plain: 'bg-ground text-soft',
  line: 'border border-line text-soft',
  accent: 'bg-accent-pale text-accent-deep',
  good: 'bg-good-pale text-good',
  warn: 'bg-warn-pale text-warn',
  bad: 'bg-bad-pale text-bad',
} as const
export type Tone = keyof typeof TONES

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-block rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}

export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <section className={`rounded-card border border-line bg-card p-4 ${className}`}>
      {children}
    </section>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-card border border-dashed border-line bg-card px-6 py-10 text-center">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-2 text-sm text-soft">{children}</div>}
    </div>
  )
}

export function Skeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div aria-busy="true" className="space-y-3">
      {Array.from({ length: rows }, (_, i) => (
        <div key={String(i)} className="h-16 animate-pulse rounded-card bg-line/60" />
      ))}
    </div>
  )
}

export function Alert({ tone = 'warn', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div role="alert" className={`rounded-control px-4 py-3 text-sm ${TONES[tone]}`}>
      {children}
    </div>
  )
}

type PictureProps = {
  src: string | null
  /** The same picture in other widths, and how wide it will stand: the browser takes one. */
  srcSet?: string
  sizes?: string
  /** Its side in pixels, known before it loads. */
  pixels?: number
  size?: string
  drawn?: ReactNode
}

/** A square picture; where there is none, or it does not load, what is drawn instead. */
export function Picture({ src, size = 'size-16', pixels = 64, drawn, ...rest }: PictureProps) {
  const [broken, setBroken] = useState<string | null>(null)
  if (!src || src === broken) {
    return (
      <span
        aria-hidden
        className={`${size} grid shrink-0 place-items-center rounded-control bg-accent-pale text-accent`}
      >
        {drawn}
      </span>
    )
  }
  return (
    <img
      {...rest}
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      width={pixels}
      height={pixels}
      onError={() => setBroken(src)}
      className={`${size} shrink-0 rounded-control bg-ground object-cover`}
    />
  )
}
