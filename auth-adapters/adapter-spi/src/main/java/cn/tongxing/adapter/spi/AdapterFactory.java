package cn.tongxing.adapter.spi;

import java.util.List;

/**
 * Makes an adapter from its configuration. Found by {@link java.util.ServiceLoader}; has a public
 * constructor without arguments.
 *
 * @param <C> configuration under {@code idp.adapters.<id>.*}; its canonical constructor refuses bad
 *     values with an {@link IllegalArgumentException} that names the property, and the server then
 *     does not start. Components may be String, int, boolean, Duration, URI, enum, {@link Secret},
 *     {@link java.nio.file.Path} of a file that can be read, {@link
 *     java.security.cert.X509Certificate}, lists of these and nested records; {@code Optional} for
 *     what may be left out.
 */
public interface AdapterFactory<C extends Record> {

  /** What the host shows and counts this adapter by. Constant. */
  AdapterDescriptor descriptor();

  /** The configuration record. */
  Class<C> configType();

  /**
   * Buttons of the adapter's first form that the host may also offer as ways of their own: whoever
   * chooses one gets at once what the button leads to. None, unless said otherwise.
   */
  default List<Door> doors(C config) {
    return List.of();
  }

  /**
   * What the web view of the upstream's own app says of itself: in it this way stands first. None,
   * unless said otherwise.
   */
  default List<AppMark> appMarks(C config) {
    return List.of();
  }

  /**
   * A button of the first form as a way of its own.
   *
   * @param action name of the {@link FormSpec.FormAction}
   * @param label name of the way on the page that offers it
   * @param hint one sentence below it
   */
  record Door(String action, LocalizedText label, LocalizedText hint) {}

  /** Makes the adapter. Called once, at start; opens no connection. */
  AuthenticationAdapter create(C config, AdapterServices services);
}
