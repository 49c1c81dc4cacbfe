package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.page.FormPostPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers to a client, by its registered address, with {@code iss} always (RFC 9207). */
@Component
class Responses {

  private final Issuer issuer;

  Responses(Issuer issuer) {
    this.issuer = issuer;
  }

  /** A code (RFC 6749 4.1.2). */
  Answer code(AuthorizeRequest request, String code, Locale locale) {
    return send(
        request.client(),
        request.redirectUri().orElseThrow(),
        request.mode(),
        parameters(request.state(), new FormPostPage.Parameter("code", code)),
        locale);
  }

  /** An error (4.1.2.1). */
  Answer error(Draft draft, Refusal.ToClient refusal, Locale locale) {
    return send(
        draft.knownClient(),
        draft.get(RequestParameter.REDIRECT_URI).orElseThrow(),
        AuthorizeRequest.mode(draft),
        parameters(
            draft.get(RequestParameter.STATE),
            new FormPostPage.Parameter("error", refusal.reason().code()),
            new FormPostPage.Parameter("error_description", refusal.reason().description())),
        locale);
  }

  private List<FormPostPage.Parameter> parameters(
      Optional<String> state, FormPostPage.Parameter... first) {
    var parameters = new ArrayList<>(List.of(first));
    state.ifPresent(value -> parameters.add(new FormPostPage.Parameter("state", value)));
    parameters.add(new FormPostPage.Parameter("iss", issuer.toString()));
    return parameters;
  }

  private static Answer send(
      Client client,
      String redirectUri,
      ResponseMode mode,
      List<FormPostPage.Parameter> parameters,
      Locale locale) {
    return switch (mode) {
      case QUERY -> new Answer.GoTo(withQuery(redirectUri, parameters));
      case FORM_POST ->
          new Answer.Post(
              new FormPostPage(client.presentation().name().in(locale), redirectUri, parameters));
    };
  }

  private static String withQuery(String uri, List<FormPostPage.Parameter> parameters) {
    return parameters.stream()
        .map(each -> each.name() + "=" + URLEncoder.encode(each.value(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", uri + (uri.contains("?") ? "&" : "?"), ""));
  }
}
