/** Threads as the server renders them, fetched when they are needed. */
import { parse } from "../shared/dom.ts";
import { fetchText } from "../shared/http.ts";

export class Fragments {
  private readonly address: string;

  /** `address` is the page of fragments, without a query. */
  constructor(address: string) {
    this.address = address;
  }

  /** The group of all threads of a paragraph, or null if it has none. */
  async ofParagraph(pid: string): Promise<HTMLElement | null> {
    const found = await this.fetch(new URLSearchParams({ paragraph: pid }));
    return found.querySelector<HTMLElement>("[data-group]");
  }

  /** The groups that hold the annotations `ids`. */
  async ofAnnotations(ids: readonly string[]): Promise<HTMLElement[]> {
    const found = await this.fetch(new URLSearchParams({ ids: ids.join(",") }));
    return [...found.querySelectorAll<HTMLElement>("[data-group]")];
  }

  /** The card of one annotation as it is now, or null if it is gone. */
  async card(id: string): Promise<HTMLElement | null> {
    const [group] = await this.ofAnnotations([id]);
    return group?.querySelector<HTMLElement>(`[data-annotation="${id}"]`) ?? null;
  }

  private async fetch(query: URLSearchParams): Promise<DocumentFragment> {
    return parse(await fetchText(`${this.address}?${query.toString()}`));
  }
}
