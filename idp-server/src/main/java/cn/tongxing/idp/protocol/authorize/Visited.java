package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.login.LastApplication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.stereotype.Component;

/** Notes which application sent a browser here last, whether anybody had to sign in or not. */
@Component
public class Visited {

  private final LastApplication last;

  Visited(LastApplication last) {
    this.last = last;
  }

  /** Of a request that may be answered at the client. */
  void note(Client client, Visit visit) {
    note(client, visit.request(), visit.response());
  }

  /** A frame within another page, which an application renews its sign-in by, is no visit. */
  public void note(Client client, HttpServletRequest request, HttpServletResponse response) {
    if ("iframe".equals(request.getHeader("Sec-Fetch-Dest"))) {
      return;
    }
    var shown = client.presentation();
    last.note(
        new LastApplication.Origin(
            shown.name(), shown.department(), shown.clientUri().map(URI::toString)),
        request,
        response);
  }
}
