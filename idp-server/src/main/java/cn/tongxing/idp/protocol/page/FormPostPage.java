package cn.tongxing.idp.protocol.page;

import java.util.List;

/**
 * View {@code protocol/form-post}: posts an answer to the application (OAuth 2.0 Form Post Response
 * Mode). The script sends it; without script a button does. The page's {@code form-action} must
 * allow the origin of {@code action}.
 *
 * @param application the answer goes to, in the page's language
 * @param action the redirect URI
 * @param parameters in order
 */
public record FormPostPage(String application, String action, List<Parameter> parameters) {
  public FormPostPage {
    parameters = List.copyOf(parameters);
  }

  /** One parameter of the answer. Masked: it may be a code. */
  public record Parameter(String name, String value) {
    @Override
    public String toString() {
      return name + "=***";
    }
  }
}
