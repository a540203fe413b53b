import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call, refusedBy } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { keptLanguage, useWords } from '../../kit/language.ts'
import { Button, Card } from '../../kit/Parts.tsx'
import { ProductPicture } from '../../order/ProductPicture.tsx'
import { words } from './product-words.ts'

type Product = { id: string; name: string; categoryName: string | null; picture: string | null }

/** The product's picture, and the ways to set, replace or remove it. */
export function PictureCard({ distributor, product }: { distributor: string; product: Product }) {
  const t = useWords(words)
  const file = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const again = () =>
    Promise.all(
      ['product', 'products', 'shelf'].map((key) =>
        queries.invalidateQueries({ queryKey: [key, distributor] }),
      ),
    )
  const send = useMutation({
    mutationFn: (picture: File) => sendPicture(distributor, product.id, picture),
    onSettled: again,
  })
  const drop = useMutation({
    mutationFn: () => call.catalogue.dropPicture({ distributor, productId: product.id }),
    onSettled: again,
  })
  const error = send.error ?? drop.error
  return (
    <Card className="space-y-3">
      <ProductPicture
        picture={product.picture}
        name={product.name}
        categoryName={product.categoryName}
        size="aspect-square w-full"
      />
      <input
        ref={file}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/gif"
        className="hidden"
        data-testid="picture-file"
        onChange={(event) => {
          const [picture] = event.target.files ?? []
          if (picture) send.mutate(picture)
          event.target.value = ''
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button busy={send.isPending} onClick={() => file.current?.click()}>
          {product.picture ? t.replacePicture : t.setPicture}
        </Button>
        {product.picture && (
          <Button look="danger" busy={drop.isPending} onClick={() => drop.mutate()}>
            {t.dropPicture}
          </Button>
        )}
      </div>
      <p className="text-xs text-faint" role="status">
        {send.isSuccess ? `✓ ${t.pictureKept}` : t.pictureHow}
      </p>
      {error && <Failed error={error} />}
    </Card>
  )
}

async function sendPicture(distributor: string, productId: string, picture: File): Promise<void> {
  const reply = await fetch(`/files/${distributor}/products/${productId}/picture`, {
    method: 'PUT',
    headers: {
      'x-tandem-request': '1',
      'accept-language': keptLanguage(),
      'content-type': picture.type || 'application/octet-stream',
    },
    body: picture,
  })
  if (!reply.ok) throw await refusedBy(reply)
}
