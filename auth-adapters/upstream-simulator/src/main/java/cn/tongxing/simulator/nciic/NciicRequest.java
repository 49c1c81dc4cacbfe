package cn.tongxing.simulator.nciic;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a caller asks, read from the SOAP message and the XML in its {@code inConditions}.
 *
 * @param namespace of the operation; blank for none
 * @param region FSD of the row with data
 * @param business YWLX of the row with data
 * @param number blank if missing
 * @param name blank if missing
 */
record NciicRequest(
    String namespace,
    String licence,
    String customer,
    String region,
    String business,
    String number,
    String name) {

  private static final String OPERATION = "nciicCheck";

  /** Empty if it is not the one operation in the one form. */
  static Optional<NciicRequest> read(String soap) {
    try {
      Fields outer = Fields.of(soap, List.of("Envelope", "Body", OPERATION));
      Fields inner = Fields.of(outer.text("inConditions"), List.of("ROWS"));
      boolean wellFormed = inner.count("ROW") == 2 && inner.firstRowNamesOutput;
      return wellFormed
          ? Optional.of(
              new NciicRequest(
                  outer.namespace,
                  outer.text("inLicense"),
                  inner.text("SBM"),
                  inner.region,
                  inner.business,
                  inner.text("GMSFHM"),
                  inner.text("XM")))
          : Optional.empty();
    } catch (XMLStreamException malformed) {
      return Optional.empty();
    }
  }

  /** The elements of one message in order, with their own text. */
  private static final class Fields {
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private String namespace = "";
    private String region = "";
    private String business = "";
    private boolean firstRowNamesOutput;

    static Fields of(String xml, List<String> beginsWith) throws XMLStreamException {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_COALESCING, true);
      Fields fields = new Fields();
      fields.collect(factory.createXMLStreamReader(new StringReader(xml)));
      if (fields.names.size() < beginsWith.size()
          || !fields.names.subList(0, beginsWith.size()).equals(beginsWith)) {
        throw new XMLStreamException("unexpected element");
      }
      return fields;
    }

    private void collect(XMLStreamReader reader) throws XMLStreamException {
      List<Integer> open = new ArrayList<>();
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD -> throw new XMLStreamException("document type");
          case XMLStreamConstants.START_ELEMENT -> {
            open.addLast(names.size());
            names.add(reader.getLocalName());
            texts.add("");
            attributes(reader);
            if (reader.getLocalName().equals(OPERATION)) {
              namespace = String.valueOf(reader.getNamespaceURI());
            }
          }
          case XMLStreamConstants.CHARACTERS ->
              texts.set(open.getLast(), texts.get(open.getLast()) + reader.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            open.removeLast();
            noteFirstRow(reader.getLocalName());
          }
          default -> {
            // comments and the like say nothing
          }
        }
      }
    }

    private void noteFirstRow(String closed) {
      if (closed.equals("ROW") && count("ROW") == 1) {
        firstRowNamesOutput = text("GMSFHM").equals("公民身份号码") && text("XM").equals("姓名");
      }
    }

    private void attributes(XMLStreamReader reader) {
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        switch (reader.getAttributeLocalName(i)) {
          case "FSD" -> region = reader.getAttributeValue(i);
          case "YWLX" -> business = reader.getAttributeValue(i);
          default -> {
            // others mean nothing to this service
          }
        }
      }
    }

    long count(String name) {
      return names.stream().filter(name::equals).count();
    }

    /** Text of the last element of a name, or blank. */
    String text(String name) {
      int index = names.lastIndexOf(name);
      return index < 0 ? "" : texts.get(index);
    }
  }
}
