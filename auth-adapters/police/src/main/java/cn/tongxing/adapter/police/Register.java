package cn.tongxing.adapter.police;

import cn.tongxing.adapter.police.IdentityForm.Content.Filled;
import cn.tongxing.adapter.spi.UpstreamHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** The population register: {@code nciicCheck(inLicense, inConditions)}, SOAP 1.1. */
final class Register {

  /** Of the service, and not its address: another host, another folder. */
  private static final String NAMESPACE = "https://api.nciic.org.cn/NciicServices";

  private static final int MAX_REPLY_BYTES = 32 * 1024;

  private final PoliceConfig.Nciic config;
  private final UpstreamHttp http;
  private final RegisterReply reply;

  Register(PoliceConfig.Nciic config, UpstreamHttp http) {
    this.config = config;
    this.http = http;
    this.reply = new RegisterReply(config);
  }

  /** Asks once; a query that failed is not repeated, since each is billed and counted. */
  RegisterAnswer ask(Filled asked, Instant deadline) {
    UpstreamHttp.Request request =
        new UpstreamHttp.Request(
            "POST",
            config.endpoint(),
            Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
            envelope(conditions(asked)).getBytes(StandardCharsets.UTF_8),
            MAX_REPLY_BYTES);
    try {
      UpstreamHttp.Response response = http.send(request, deadline);
      return response.status() == 200
          ? reply.read(response.body(), asked)
          : new RegisterAnswer.Failure("register answers HTTP " + response.status());
    } catch (IOException unreachable) {
      return new RegisterAnswer.Failure(
          "register not reached: " + unreachable.getClass().getSimpleName());
    }
  }

  /** The first row names what is wanted back, the second carries the data. */
  private String conditions(Filled asked) {
    return "<ROWS><INFO><SBM>"
        + escape(config.customerCode())
        + "</SBM></INFO><ROW><GMSFHM>公民身份号码</GMSFHM><XM>姓名</XM></ROW><ROW FSD=\""
        + escape(config.region())
        + "\" YWLX=\""
        + escape(config.business())
        + "\"><GMSFHM>"
        + escape(asked.number().reveal())
        + "</GMSFHM><XM>"
        // The register holds standard characters and the standard dot, whatever was typed.
        + escape(asked.name().asked())
        + "</XM></ROW></ROWS>";
  }

  private String envelope(String conditions) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:q=\""
        + escape(config.namespace().orElse(NAMESPACE))
        + "\"><soapenv:Body><q:nciicCheck><q:inLicense>"
        + escape(config.licence().reveal())
        + "</q:inLicense><q:inConditions>"
        + escape(conditions)
        + "</q:inConditions></q:nciicCheck></soapenv:Body></soapenv:Envelope>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
