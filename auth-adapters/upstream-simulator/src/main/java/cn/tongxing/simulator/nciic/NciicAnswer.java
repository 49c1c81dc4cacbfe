package cn.tongxing.simulator.nciic;

import static cn.tongxing.simulator.http.Html.escape;

import cn.tongxing.simulator.http.Reply;

/** The forms of an answer, each the XML that travels in the string of the SOAP reply. */
final class NciicAnswer {

  /** Of the service. */
  static final String NAMESPACE = "https://api.nciic.org.cn/NciicServices";

  private static final String SAME = "一致";
  private static final String DIFFERENT = "不一致";
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>";

  private NciicAnswer() {}

  static String compared(String number, String name, boolean sameName) {
    return rows(
        number,
        name,
        "<ITEM><gmsfhm/><result_gmsfhm>"
            + SAME
            + "</result_gmsfhm></ITEM><ITEM><xm/><result_xm>"
            + (sameName ? SAME : DIFFERENT)
            + "</result_xm></ITEM>");
  }

  /** A problem with one row; {@code errormesage} is spelt as the service spells it. */
  static String problem(String number, String name, String message) {
    return rows(
        number,
        name,
        "<ITEM><gmsfhm/><errormesage>"
            + message
            + "</errormesage></ITEM><ITEM><xm/><errormesagecol>GMSFHM</errormesagecol></ITEM>");
  }

  static String systemError(String code, String message) {
    return DECLARATION
        + "<RESPONSE errorcode=\"%s\" code=\"0\" countrows=\"1\"><ROWS><ROW no=\"1\"><ErrorCode>%s</ErrorCode><ErrorMsg>%s</ErrorMsg></ROW></ROWS></RESPONSE>"
            .formatted(code, code, message);
  }

  static String emptyOutput(String number, String name) {
    return rows(number, name, "");
  }

  /** Says that the name matches and, later in the same answer, that it does not. */
  static String contradictory(String number, String name) {
    return rows(
        number,
        name,
        "<ITEM><gmsfhm/><result_gmsfhm>一致</result_gmsfhm></ITEM>"
            + "<ITEM><xm/><result_xm>一致</result_xm><hit>1</hit></ITEM>"
            + "<ITEM><xm/><result_xm>不一致</result_xm></ITEM>");
  }

  /** A match whose text would come out of entities, if anybody resolved them. */
  static String malicious(String number, String name) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE ROWS [
      <!ENTITY a "一致">
      <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
      <!ENTITY file SYSTEM "file:///etc/hostname">
    ]>
    <ROWS><ROW no="1"><INPUT><gmsfhm>%s</gmsfhm><xm>%s</xm></INPUT><OUTPUT>\
    <ITEM><gmsfhm/><result_gmsfhm>&a;</result_gmsfhm></ITEM>\
    <ITEM><xm>&file;&c;</xm><result_xm>&a;</result_xm></ITEM></OUTPUT></ROW></ROWS>\
    """
        .formatted(escape(number), escape(name));
  }

  private static String rows(String number, String name, String items) {
    return DECLARATION
        + "<ROWS><ROW no=\"1\"><INPUT><gmsfhm>"
        + escape(number)
        + "</gmsfhm><xm>"
        + escape(name)
        + "</xm></INPUT><OUTPUT>"
        + items
        + "</OUTPUT></ROW></ROWS>";
  }

  /** The SOAP 1.1 message around an answer. */
  static Reply soap(String answer) {
    return Reply.ok(
        "text/xml; charset=utf-8",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
        <ns1:nciicCheckResponse xmlns:ns1="%s">\
        <ns1:out>%s</ns1:out></ns1:nciicCheckResponse></soap:Body></soap:Envelope>
        """
            .formatted(NAMESPACE, escape(answer)));
  }

  /** A SOAP 1.1 fault. */
  static Reply soapFault(String message) {
    return Reply.of(
        500,
        "text/xml; charset=utf-8",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
        <soap:Fault><faultcode>soap:Client</faultcode><faultstring>%s</faultstring></soap:Fault>\
        </soap:Body></soap:Envelope>
        """
            .formatted(escape(message)));
  }
}
