package cn.tongxing.adapter.police;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML of strangers: no document type and hence no entity, nothing fetched, no comment or
 * instruction that would let two readers see two texts. The size is limited by who received it.
 */
final class HardenedXml {

  private final Element element;

  private HardenedXml(Element element) {
    this.element = element;
  }

  /** The text is not what it should be. The message says what is wrong, never what was there. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Reads a document and gives its root. */
  static HardenedXml parse(String text) throws Malformed {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return new HardenedXml(
          builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
    } catch (SAXException | IOException notXml) {
      throw new Malformed("not well-formed XML without document type");
    } catch (ParserConfigurationException parserLacksLimit) {
      throw new IllegalStateException(parserLacksLimit);
    }
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setAttribute("jdk.xml.maxElementDepth", "16");
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setCoalescing(true);
    return factory;
  }

  /** Name without prefix. */
  String name() {
    return element.getLocalName();
  }

  /** An attribute, or the empty string. */
  String attribute(String name) {
    return element.getAttribute(name);
  }

  /** All child elements; text between them must be blank. */
  List<HardenedXml> children() throws Malformed {
    List<HardenedXml> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      switch (node.getNodeType()) {
        case Node.ELEMENT_NODE -> children.add(new HardenedXml((Element) node));
        case Node.TEXT_NODE -> {
          if (!node.getTextContent().isBlank()) {
            throw new Malformed("text beside elements in " + known(name()));
          }
        }
        default -> throw new Malformed("comment or instruction in " + known(name()));
      }
    }
    return children;
  }

  /** The one child of this name. */
  HardenedXml only(String name) throws Malformed {
    List<HardenedXml> found = new ArrayList<>();
    for (HardenedXml child : children()) {
      if (child.name().equals(name)) {
        found.add(child);
      }
    }
    if (found.size() != 1) {
      throw new Malformed(found.size() + " elements " + name + " where one is due");
    }
    return found.getFirst();
  }

  /** The text of an element without children. */
  String text() throws Malformed {
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeType() != Node.TEXT_NODE) {
        throw new Malformed("something beside text in " + known(name()));
      }
      text.append(node.getTextContent());
    }
    return text.toString();
  }

  /** Names of elements go into diagnoses only if they can be nothing but names. */
  private static String known(String name) {
    return name.matches("[A-Za-z_]{1,30}") ? name.toLowerCase(Locale.ROOT) : "an element";
  }

  /** The default handler prints what it finds. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException problem) {}

    @Override
    public void error(SAXParseException problem) throws SAXParseException {
      throw problem;
    }

    @Override
    public void fatalError(SAXParseException problem) throws SAXParseException {
      throw problem;
    }
  }
}
