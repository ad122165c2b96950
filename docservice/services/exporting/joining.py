"""Join tagged PDFs: pages one after the other, and one tree of what they hold.

A library joins pages, but leaves the structure tree behind, by which screen readers
read (ISO 32000-1, 14.7). So the trees are joined here: the elements of each further
part become children of the first one's document; its entries in the parent tree (from
a page to its elements) and its names of header cells get numbers of their own.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def count_pages(path: Path) -> int:
    """Return how many pages a PDF has."""
    with Pdf.open(path) as pdf:
        return len(pdf.pages)


def join_pdf(paths: Sequence[Path], total: Path, target: Path) -> None:
    """Write one PDF with the pages of several, tagged as they are.

    The page of `total` lies under each of them; what it holds is nothing to be read in
    the order of the text, as all that Typst puts at a foot.

    They are tables set by Typst: each has a structure tree with one document at its top,
    and names for the cells of its head. Title, language and outline are those of the
    first.
    """
    with ExitStack() as opened:
        whole, *others = [opened.enter_context(Pdf.open(path)) for path in paths]
        for number, part in enumerate(others, 1):
            _append(whole, part, f"-{number}")
        _sort_names(whole.Root.StructTreeRoot)
        whole.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        _underlay(whole, opened.enter_context(Pdf.open(total)))
        whole.save(target)


def _underlay(whole: Pdf, page: Pdf) -> None:
    """Put one page under all."""
    name = Name("/Underlaid")
    form = whole.copy_foreign(page.make_indirect(page.pages[0].as_form_xobject()))
    # Before their own words, whatever axes and colours these leave.
    shown = whole.make_stream(b"/Artifact BMC q /Underlaid Do Q EMC")
    for each in whole.pages:
        each.add_resource(form, Name.XObject, name)
        each.contents_add(shown, prepend=True)


def _append(whole: Pdf, part: Pdf, suffix: str) -> None:
    """Append the pages of a part, and its elements under names with a suffix."""
    root = whole.Root.StructTreeRoot
    document = root.K[0]
    base = int(root.ParentTreeNextKey)
    first = len(whole.pages)
    whole.pages.extend(part.pages)
    for page in whole.pages[first:]:
        page.obj.StructParents = int(page.obj.StructParents) + base
    # After the pages: elements that point to them point to these copies then.
    tree = whole.copy_foreign(part.Root.StructTreeRoot)
    for key, elements in _pairs(tree.ParentTree.Nums):
        root.ParentTree.Nums.append(int(key) + base)
        root.ParentTree.Nums.append(elements)
    root.ParentTreeNextKey = base + int(tree.ParentTreeNextKey)
    for child in tree.K[0].K:
        child.P = document
        document.K.append(child)
        for element in _elements(child):
            _rename(element, suffix)
    for name, element in _pairs(tree.IDTree.Names):
        root.IDTree.Names.append(String(f"{name}{suffix}"))
        root.IDTree.Names.append(element)


def _rename(element: Object, suffix: str) -> None:
    """Give a header cell another name, and a cell the other names of its headers."""
    if "/ID" in element:
        element.ID = String(f"{element.ID}{suffix}")
    attributes = element.get("/A", Array())
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if "/Headers" in each:
            each.Headers = Array([String(f"{name}{suffix}") for name in each.Headers])


def _elements(top: Object) -> Iterator[Object]:
    """Yield an element and all below it."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        below = element.get("/K", Array())
        for child in below if isinstance(below, Array) else [below]:
            if isinstance(child, Dictionary) and "/S" in child:
                waiting.append(child)


def _sort_names(root: Object) -> None:
    """Sort the names, as readers search them by halves (ISO 32000-1, 7.9.6)."""
    named = sorted(_pairs(root.IDTree.Names), key=lambda pair: bytes(pair[0]))
    root.IDTree.Names = Array([each for pair in named for each in pair])


def _pairs(values: Object) -> Iterator[tuple[Object, Object]]:
    listed = list(values)
    return zip(listed[::2], listed[1::2], strict=True)
