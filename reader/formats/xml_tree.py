"""XML read without any of its traps: no entities, no network, no endless depth."""

from lxml import etree

from reader.errors import Refused


def xml_tree(content: bytes) -> etree._Element:
    """Parse an XML document.

    Raises:
        Refused: it is damaged, or declares entities.
    """
    if b"<!ENTITY" in content[:100_000]:
        raise Refused("declares entities of its own, which are not read")
    try:
        return etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"damaged XML: {str(error).splitlines()[0]}") from error


def elements(root: etree._Element, name: str) -> list[etree._Element]:
    """Return all elements of a local name, whatever their namespace, in order."""
    return [element for element in root.iter() if isinstance(element.tag, str) and etree.QName(element).localname == name]


def text_of(root: etree._Element, name: str) -> str:
    """Return the text of the first element of a local name, or an empty string."""
    return next((flat_text(element) for element in elements(root, name)), "")


def flat_text(element: etree._Element) -> str:
    """Return all text below an element as one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
