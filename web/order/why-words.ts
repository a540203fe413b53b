export const words = {
  why: { uk: 'Чому така ціна', en: 'Why this price', ru: 'Почему такая цена' },
  list: { uk: 'Прайс', en: 'List', ru: 'Прайс' },
  from: { uk: 'від', en: 'from', ru: 'от' },
  vatWithin: { uk: 'ПДВ у ціні', en: 'VAT in the price', ru: 'НДС в цене' },
  vatOnTop: { uk: 'ПДВ зверху', en: 'VAT on top', ru: 'НДС сверху' },
  noVat: { uk: 'без ПДВ', en: 'without VAT', ru: 'без НДС' },
  notThis: { uk: 'не діє', en: 'does not apply', ru: 'не действует' },
  no_price: {
    uk: 'немає ціни на цей товар',
    en: 'no price for this product',
    ru: 'нет цены на этот товар',
  },
  other_currency: { uk: 'інша валюта', en: 'another currency', ru: 'другая валюта' },
  not_yet: {
    uk: 'ще не почалося, діє з',
    en: 'not yet, begins on',
    ru: 'ещё не началось, действует с',
  },
  ended: { uk: 'закінчилося', en: 'ended on', ru: 'закончилось' },
  break: { uk: 'лише від', en: 'only from', ru: 'только от' },
  more: { uk: 'Ще', en: 'Another', ru: 'Ещё' },
  andPay: { uk: '— і ціна буде', en: '— and the price is', ru: '— и цена будет' },
}
