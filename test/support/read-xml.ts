import { XmlDocument, type XmlElement } from 'libxml2-wasm';

/** Every element of a document with its attributes and its own text, in their order. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

export function readXml(text: string): Element[] {
  const document = XmlDocument.fromString(text);
  try {
    return (document.find('//*') as XmlElement[]).map((element) => ({
      name: element.name,
      attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
      text: element.content,
    }));
  } finally {
    document.dispose();
  }
}
