package cn.tongxing.adapter.spi;

/**
 * Makes an adapter from its configuration. Found by {@link java.util.ServiceLoader}; has a public
 * constructor without arguments.
 *
 * @param <C> configuration under {@code idp.adapters.<id>.*}; its canonical constructor refuses bad
 *     values with an {@link IllegalArgumentException} that names the property, and the server then
 *     does not start. Components may be String, int, boolean, Duration, URI, enum, {@link Secret},
 *     lists of these and nested records; {@code Optional} for what may be left out.
 */
public interface AdapterFactory<C extends Record> {

  /** What the host shows and counts this adapter by. Constant. */
  AdapterDescriptor descriptor();

  /** The configuration record. */
  Class<C> configType();

  /** Makes the adapter. Called once, at start; opens no connection. */
  AuthenticationAdapter create(C config, AdapterServices services);
}
