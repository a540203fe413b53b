/**
 * The words of CommerceML, the only place where its element names are spelled. They are the
 * names of schema versions 2.03–3.1 and the misspellings that real exports carry.
 */
export const ROOT = 'КоммерческаяИнформация'

/** Elements that frame records, and what they frame. */
export const SECTIONS: Record<string, 'classifier' | 'catalogue' | 'offers'> = {
  Классификатор: 'classifier',
  Каталог: 'catalogue',
  ПакетПредложений: 'offers',
  ИзмененияПакетаПредложений: 'offers',
}

export const CHANGES_SECTION = 'ИзмененияПакетаПредложений'

/** A list inside a section, the elements of it that are records, and their kind. */
export const LISTS: Record<string, Record<string, RecordKind>> = {
  Группы: { Группа: 'group' },
  Категории: { Категория: 'category' },
  Свойства: { Свойство: 'property', СвойствоНоменклатуры: 'property' },
  ТипыЦен: { ТипЦены: 'price_type' },
  Склады: { Склад: 'warehouse' },
  ЕдиницыИзмерения: { ЕдиницаИзмерения: 'unit' },
  Товары: { Товар: 'product' },
  Предложения: { Предложение: 'offer' },
}

export type RecordKind =
  | 'group'
  | 'category'
  | 'property'
  | 'price_type'
  | 'warehouse'
  | 'unit'
  | 'product'
  | 'offer'
  | 'document'

/** Orders stand at the root, or one by one in containers (schema 3.1). */
export const DOCUMENT = 'Документ'
export const CONTAINER = 'Контейнер'

export const ROOT_ATTRIBUTES = { version: 'ВерсияСхемы', formed: 'ДатаФормирования' } as const

/** Element and attribute names by what they mean; the first spelling that is there wins. */
export const NAMES = {
  id: ['Ид', 'ИД', 'Id'],
  name: ['Наименование'],
  value: ['Значение'],
  fullName: ['ПолноеНаименование', 'НаименованиеПолное', 'ОфициальноеНаименование'],
  shortName: ['НаименованиеКраткое', 'НаименованиеСокращенное'],
  code: ['Код'],
  international: ['МеждународноеСокращение'],
  article: ['Артикул'],
  barcode: ['Штрихкод', 'ШтрихКод'],
  barcodes: ['Штрихкоды', 'ШтрихКоды'],
  deleted: ['ПометкаУдаления'],
  status: ['Статус'],
  onlyChanges: ['СодержитТолькоИзменения'],
  catalogueId: ['ИдКаталога'],
  classifierId: ['ИдКлассификатора'],
  owner: ['Владелец'],
  groups: ['Группы'],
  category: ['Категория'],
  categoryId: ['ИдКатегории', 'Ид'],
  propertyVariants: ['ВариантыЗначений', 'Варианты'],
  propertyValueId: ['ИдЗначения'],
  baseUnit: ['БазоваяЕдиница'],
  unit: ['Единица', 'ЕдиницаИзмерения'],
  units: ['Единицы'],
  ratio: ['Пересчет'],
  coefficient: ['Коэффициент'],
  taxRates: ['СтавкиНалогов'],
  taxRate: ['СтавкаНалога'],
  rate: ['Ставка'],
  tax: ['Налог'],
  included: ['УчтеноВСумме'],
  manufacturer: ['Изготовитель', 'Производитель'],
  brand: ['Бренд', 'ТорговаяМарка'],
  country: ['Страна', 'СтранаПроисхождения'],
  description: ['Описание'],
  picture: ['Картинка', 'ОсновнаяКартинка'],
  weight: ['Вес'],
  propertyValues: ['ЗначенияСвойств'],
  propertyValue: ['ЗначенияСвойства', 'ЗначениеСвойства'],
  requisites: ['ЗначенияРеквизитов'],
  requisite: ['ЗначениеРеквизита'],
  characteristics: ['ХарактеристикиТовара'],
  characteristic: ['ХарактеристикаТовара'],
  characteristicId: ['ИдХарактеристики'],
  components: ['Комплектующие'],
  component: ['Комплектующее'],
  prices: ['Цены'],
  price: ['Цена'],
  priceTypeId: ['ИдТипаЦены'],
  unitPrice: ['ЦенаЗаЕдиницу'],
  currency: ['Валюта'],
  minQuantity: ['МинКоличество'],
  quantity: ['Количество'],
  stockList: ['Остатки', 'КоличествоНаСкладах', 'СкладскиеОстатки', 'ОстаткиПоСкладам', 'Склады'],
  stock: ['Остаток', 'КоличествоНаСкладе', 'СкладскойОстаток', 'ОстатокПоСкладу'],
  warehouse: ['Склад'],
  warehouseId: ['ИдСклада', 'Ид'],
  warehouseQuantity: ['КоличествоНаСкладе', 'Количество'],
  address: ['Адрес'],
  presentation: ['Представление'],
  number: ['Номер'],
  day: ['Дата'],
  time: ['Время'],
  operation: ['ХозОперация'],
  role: ['Роль'],
  sum: ['Сумма'],
  comment: ['Комментарий'],
  payers: ['Контрагенты'],
  payer: ['Контрагент'],
  taxNumber: ['ОКПО', 'ИНН', 'ЕДРПОУ', 'КодПоЕДРПОУ'],
  lines: ['Товары'],
  line: ['Товар'],
} as const satisfies Record<string, readonly string[]>

/** Known and not kept: their absence from the records is on purpose and not reported. */
export const PASSED_OVER: ReadonlySet<string> = new Set(
  [
    'НомерВерсии ДействительноС ДействительноПо Владелец Описание Комплект',
    'Модель ТТН ДатаНачалаПериода ПланСчетов Поступление Комиссионер Контакты АдресРегистрации',
    'Представители ТипНоменклатуры Курс СрокПлатежа Налоги Скидки ДопРасходы ДополнительныеРасходы',
    'Артикул Код Статус Габариты Длина Ширина Высота Объем ДатаДействия ПорядковыйНомер',
    'Внешний ТипЗначений ДляТоваров ДляПредложений ДляДокументов Обязательное Множественное Свойства',
    'Использование Индекс ИндексВыгрузки Акцизы ВладелецТорговойМарки Спецификация Подписанты Каталоги Пол',
  ].flatMap((words) => words.split(' ')),
)

/** Named values of goods that mean what an element may also say. */
export const GOODS_REQUISITES = {
  fullName: ['Полное наименование'],
  weight: ['Вес', 'Вес нетто', 'Вага'],
  kind: ['ТипНоменклатуры', 'ВидНоменклатуры'],
  manufacturer: ['Производитель', 'Изготовитель', 'Виробник'],
  brand: ['Бренд', 'Торговая марка', 'ТорговаяМарка', 'Торгова марка'],
} as const

/** Named values of orders. */
export const ORDER_REQUISITES = {
  erpNumber: ['Номер по 1С', 'Номер по УНФ', 'Номер по BAS', 'Номер по ERP'],
  erpDay: ['Дата по 1С', 'Дата по BAS', 'Дата по ERP'],
  status: ['Статус заказа', 'Статус замовлення', 'Статуса заказа ИД', 'Статус'],
  posted: ['Проведен'],
  deleted: ['ПометкаУдаления'],
  cancelled: ['Отменен', 'Отменён'],
  paid: ['Заказ оплачен'],
  paidAt: ['Дата оплаты по 1С', 'Дата оплаты'],
  shippedAt: ['Дата отгрузки по 1С', 'Дата отгрузки'],
} as const

export const SERVICE_WORDS: ReadonlySet<string> = new Set(['услуга', 'послуга', 'service'])
export const DELETED_WORDS: ReadonlySet<string> = new Set(['удален', 'удалён', 'вилучено'])
export const CANCELLED_WORD = /отмен|скасован|анул|аннул|cancel|^отказ|^відмов/i
export const VAT_WORD = /^(?:ндс|пдв|vat)/i
export const NO_VAT_WORD = /^(?:без\s*(?:налога|ндс|пдв)|не\s+облагается|звільнено)/i
export const TRUE_WORDS: ReadonlySet<string> = new Set(['true', '1', 'да', 'так', 'истина', 'yes'])
export const FALSE_WORDS: ReadonlySet<string> = new Set(['false', '0', 'нет', 'ні', 'ложь', 'no'])

/** Units by trade word: every code (ОКЕИ, КСПОВО, UN/ECE) and spelling that means it. */
export const UNITS: Record<string, readonly string[]> = {
  шт: ['796', '2009', 'pce', 'c62', 'h87', 'шт', 'штука', 'штук', 'штуки', 'pcs'],
  кг: ['166', '0301', 'kgm', 'кг', 'килограмм', 'кілограм', 'kg'],
  г: ['163', '0303', 'grm', 'г', 'гр', 'грамм', 'грам'],
  т: ['168', '0306', 'tne', 'т', 'тонна', 'тонна метрическая тонна 1000 кг'],
  л: ['112', '0138', 'ltr', 'л', 'литр', 'літр', 'л дм3', 'литр кубический дециметр', 'дм3'],
  мл: ['111', 'mlt', 'мл', 'миллилитр', 'мілілітр'],
  м: ['006', '6', '0101', 'mtr', 'м', 'метр'],
  м2: ['055', 'mtk', 'м2', 'кв м', 'квадратный метр', 'квадратний метр'],
  м3: ['113', 'mtq', 'м3', 'куб м', 'кубический метр', 'кубічний метр'],
  уп: ['778', 'nmp', 'pk', 'уп', 'упак', 'упа', 'упаковка', 'пач', 'пачка', '728'],
  ящ: ['812', 'bx', 'cs', 'ящ', 'ящик', 'кор', 'коробка', 'короб', '8751', '8752'],
  бл: ['блок', 'бл', 'block', '8312'],
  пал: ['паллета', 'палета', 'пал', 'палет', 'поддон', 'піддон', 'pf'],
  пара: ['715', 'npr', 'пар', 'пара'],
  компл: ['839', 'set', 'компл', 'комплект', '704', 'набор', 'набір', 'наб'],
  рул: ['736', 'рул', 'рулон'],
  бут: ['868', 'бут', 'бутылка', 'пляшка', 'пляш'],
  бан: ['банка', 'бан', '8781'],
  меш: ['мешок', 'мішок', 'меш', 'міш'],
  лист: ['625', 'лист', 'аркуш'],
  порц: ['порц', 'порция', 'порція'],
  послуга: ['услуга', 'послуга', 'усл', 'посл'],
}

/** Units in which goods are weighed: what is delivered differs from what was ordered. */
export const MASS_UNITS: ReadonlySet<string> = new Set(['кг', 'г', 'т'])

/** Currencies by ISO 4217: numeric codes and spellings met. */
export const CURRENCIES: Record<string, readonly string[]> = {
  UAH: ['980', 'uah', 'грн', '₴', 'гривна', 'гривня', 'гривні', 'гривны'],
  RUB: ['643', '810', 'rub', 'rur', 'руб', 'рубль', 'рублей', '₽'],
  USD: ['840', 'usd', '$', 'долл', 'дол', 'доллар', 'долар'],
  EUR: ['978', 'eur', '€', 'евро', 'євро'],
  PLN: ['985', 'pln', 'зл', 'злотый', 'злотий'],
  MDL: ['498', 'mdl', 'лей'],
  RON: ['946', 'ron'],
  CZK: ['203', 'czk'],
  GBP: ['826', 'gbp', '£'],
  BYN: ['933', 'byn'],
  KZT: ['398', 'kzt', 'тенге', '₸'],
}

/** How a state of an order is called in «Статус заказа». */
export const STATUS_WORDS: Record<string, string> = {
  draft: 'Черновик',
  placed: 'Новый',
  confirmed: 'Подтвержден',
  picking: 'Собирается',
  shipped: 'Отгружен',
  delivered: 'Доставлен',
  partly_delivered: 'Частично доставлен',
  on_hold: 'На удержании',
  cancelled: 'Отменен',
  rejected: 'Отклонен',
  returned: 'Возвращен',
}

/** What an order tells the ERP beside its lines, by the names under which it is read back. */
export const TOLD_REQUISITES = {
  status: 'Статус заказа',
  cancelled: 'Отменен',
  deliveryDay: 'Дата доставки',
  channel: 'Канал',
  paymentForm: 'Метод оплаты',
  warehouse: 'Склад',
  outletCode: 'Код торговой точки',
  outletName: 'Торговая точка',
  address: 'Адрес доставки',
} as const

/** The attributes of БазоваяЕдиница by trade word; others are written by their word alone. */
export const UNIT_ATTRIBUTES: Record<string, [code: string, full: string, international: string]> =
  {
    шт: ['796', 'Штука', 'PCE'],
    кг: ['166', 'Килограмм', 'KGM'],
    г: ['163', 'Грамм', 'GRM'],
    т: ['168', 'Тонна', 'TNE'],
    л: ['112', 'Литр', 'LTR'],
    м: ['006', 'Метр', 'MTR'],
    уп: ['778', 'Упаковка', 'NMP'],
    ящ: ['812', 'Ящик', 'BX'],
    пара: ['715', 'Пара', 'NPR'],
    компл: ['839', 'Комплект', 'SET'],
  }
