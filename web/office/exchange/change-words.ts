import type { Language, Phrase } from '../../../src/platform/language.ts'

const KINDS: Record<string, Phrase> = {
  products: { uk: 'Товари', en: 'Products', ru: 'Товары' },
  categories: { uk: 'Групи', en: 'Groups', ru: 'Группы' },
  lists: { uk: 'Прайси', en: 'Price lists', ru: 'Прайсы' },
  prices: { uk: 'Ціни', en: 'Prices', ru: 'Цены' },
  warehouses: { uk: 'Склади', en: 'Warehouses', ru: 'Склады' },
  stock: { uk: 'Залишки', en: 'Stock', ru: 'Остатки' },
}

const FIELDS: Record<string, Phrase> = {
  name: { uk: 'назва', en: 'name', ru: 'название' },
  article: { uk: 'артикул', en: 'article', ru: 'артикул' },
  description: { uk: 'опис', en: 'description', ru: 'описание' },
  category_id: { uk: 'група', en: 'group', ru: 'группа' },
  brand_id: { uk: 'бренд', en: 'brand', ru: 'бренд' },
  picture_id: { uk: 'картинка', en: 'picture', ru: 'картинка' },
  vat_bp: { uk: 'ПДВ, %', en: 'VAT, %', ru: 'НДС, %' },
  base_unit: { uk: 'одиниця', en: 'unit', ru: 'единица' },
  catch_weight: { uk: 'ваговий', en: 'by weight', ru: 'весовой' },
  order_unit: { uk: 'одиниця замовлення', en: 'order unit', ru: 'единица заказа' },
  weight_grams: { uk: 'вага, г', en: 'weight, g', ru: 'вес, г' },
  published: { uk: 'показано в магазинах', en: 'shown in shops', ru: 'показан в магазинах' },
  deleted_at: { uk: 'вилучено', en: 'deleted', ru: 'удалён' },
  traits: { uk: 'властивості', en: 'properties', ru: 'свойства' },
  unit_price_e4: { uk: 'ціна', en: 'price', ru: 'цена' },
  currency: { uk: 'валюта', en: 'currency', ru: 'валюта' },
  on_hand_milli: { uk: 'залишок', en: 'stock', ru: 'остаток' },
}

const said = (names: Record<string, Phrase>) => (code: string, language: Language) =>
  names[code]?.[language] ?? code

export const changedKind = said(KINDS)
export const fieldName = said(FIELDS)
