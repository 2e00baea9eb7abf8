package org.chatrec.conversation.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where calls may go: by entry, by text and by the address that is connected to. */
class DestinationsTests {
  private static final Destinations PUBLIC_ONLY = new Destinations(Optional.empty(), false);

  private static Destinations only(boolean privateAddresses, String... entries) {
    List<Destination> allowed = List.of(entries).stream().map(Destination::parse).toList();
    return new Destinations(Optional.of(allowed), privateAddresses);
  }

  /** Each form is one that the system connects to 169.254.169.254 or to nobody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://2852039166/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[::169.254.169.254]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://0.0.0.0:9200/",
        "http://0/",
        "http://[::]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/"
      })
  void metadataAndNowhereAreForbiddenForEverybody(String url) {
    assertThat(Destinations.ANY.objection(URI.create(url))).isPresent();
    String host = Destination.of(URI.create(url)).host();
    assertThat(only(true, host.contains(":") ? "[" + host + "]" : host).objection(URI.create(url)))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:11434",
        "http://localhost:11434",
        "http://LOCALHOST.:11434",
        "http://2130706433/",
        "http://[::1]:8000/v1",
        "http://[::ffff:10.0.0.7]/",
        "http://10.0.0.7:8000/v1",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://[fd12:3456::1]/"
      })
  void privateAddressesAreAMatterOfPolicyAndOfBeingNamed(String url) {
    URI uri = URI.create(url);
    String host = Destination.of(uri).host();
    String entry = host.contains(":") ? "[" + host + "]" : host;
    assertThat(Destinations.ANY.objection(uri)).isEmpty();
    assertThat(PUBLIC_ONLY.objection(uri)).isPresent();
    assertThat(only(false, entry).objection(uri)).isEmpty();
    assertThat(only(false, "api.example.com").objection(uri)).isPresent();
  }

  @Test
  void theAddressCountsAndNotTheNameThatItWasAskedFor() throws Exception {
    InetAddress inside = InetAddress.getByName("10.1.2.3");
    InetAddress metadata = InetAddress.getByName("169.254.169.254");
    InetAddress outside = InetAddress.getByName("93.184.216.34");
    Destinations named = only(false, "llm.example.com");
    assertThat(named.usable("llm.example.com", new InetAddress[] {inside, outside, metadata}))
        .containsExactly(outside);
    assertThatThrownBy(() -> named.usable("llm.example.com", new InetAddress[] {inside}))
        .isInstanceOf(Destinations.ForbiddenException.class)
        .hasMessageContaining("llm.example.com");
    assertThatThrownBy(
            () -> Destinations.ANY.usable("llm.example.com", new InetAddress[] {metadata}))
        .isInstanceOf(Destinations.ForbiddenException.class);
  }

  @Test
  void aResolverRefusesWhatANameStandsForAtTheTimeOfTheCall() throws Exception {
    CheckedResolver resolver = new CheckedResolver(PUBLIC_ONLY, host -> false);
    assertThatThrownBy(() -> resolver.resolve("localhost"))
        .isInstanceOf(UnknownHostException.class)
        .hasCauseInstanceOf(Destinations.ForbiddenException.class);
    assertThat(new CheckedResolver(PUBLIC_ONLY, "localhost"::equals).resolve("localhost"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com, https://api.example.com/v1, true",
    "api.example.com, https://API.example.com.:443/v1, true",
    "api.example.com, http://api.example.com:8000/v1, true",
    "api.example.com, https://evil.com/api.example.com, false",
    "api.example.com, https://api.example.com.evil.com/v1, false",
    "api.example.com:443, https://api.example.com/v1, true",
    "api.example.com:443, https://api.example.com:8443/v1, false",
    "https://api.example.com, http://api.example.com/v1, false",
    "https://api.example.com/, https://api.example.com/v1, true",
    "'[2001:db8::1]:8000', 'http://[2001:db8::1]:8000/v1', true"
  })
  void anEntryCoversAHostAndWhatItSaysBeside(String entry, String url, boolean covered) {
    assertThat(only(true, entry).objection(URI.create(url)).isEmpty()).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ftp://x",
        "http://",
        "user:secret@host",
        "host/path",
        "host?x",
        "host:99999",
        "host:0",
        "two words",
        "a_b",
        "*.example.com"
      })
  void anEntryThatIsNoHostIsRefused(String entry) {
    assertThatIllegalArgumentException().isThrownBy(() -> Destination.parse(entry));
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com, https://api.example.com/v1, true",
    "api.example.com, http://api.example.com/v1, false",
    "http://llm:8000, http://llm:8000/v1, true",
    "localhost, http://localhost:8000/v1, true",
    "api.example.com, https://evil.com/v1, false",
    "https://api.example.com, https://api.example.com/v1, true"
  })
  void aKeyGoesToItsHostAndUnencryptedOnlyWhereThatWasSaid(String entry, String url, boolean sent) {
    try (ApiKey key = new ApiKey("s3cret".toCharArray(), List.of(Destination.parse(entry)))) {
      assertThat(key.header(URI.create(url)).isPresent()).isEqualTo(sent);
      assertThat(key.toString()).doesNotContain("s3cret");
    }
  }

  @Test
  void aClosedKeyIsSentNowhere() {
    ApiKey key = new ApiKey("s3cret".toCharArray(), List.of(Destination.parse("localhost")));
    assertThat(key.header(URI.create("http://localhost/"))).contains("Bearer s3cret");
    key.close();
    assertThat(key.header(URI.create("http://localhost/"))).isEmpty();
  }

  /** Whatever carries an address of IPv4 is judged as that one. */
  @Property
  void carriersOfAnAddressReachAsFarAsIt(@ForAll @Size(4) byte[] four) throws Exception {
    Addresses.Reach plain = Addresses.reach(InetAddress.getByAddress(four));
    byte[] nat64 = new byte[16];
    nat64[1] = 0x64;
    nat64[2] = (byte) 0xff;
    nat64[3] = (byte) 0x9b;
    System.arraycopy(four, 0, nat64, 12, 4);
    byte[] sixToFour = new byte[16];
    sixToFour[0] = 0x20;
    sixToFour[1] = 0x02;
    System.arraycopy(four, 0, sixToFour, 2, 4);
    assertThat(Addresses.reach(InetAddress.getByAddress(nat64))).isEqualTo(plain);
    assertThat(Addresses.reach(InetAddress.getByAddress(sixToFour))).isEqualTo(plain);
  }
}
