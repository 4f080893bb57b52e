import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Holds PDFs to profiles of veraPDF: arguments are profiles (2a, ua1) separated by commas, and files. Each thing that fails is a
 * line; the last line says how many files were looked at.
 */
public class Validate {
  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < args.length; i++) {
      for (String name : args[0].split(",")) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(args[i]), flavour)) {
          var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
          for (TestAssertion a : result.getTestAssertions()) {
            if (a.getStatus() != TestAssertion.Status.FAILED) continue;
            System.out.println(args[i] + " " + name + " " + a.getRuleId().getClause() + ": " + a.getMessage());
          }
          if (!result.isCompliant()) System.out.println(args[i] + " does not conform to " + name);
        }
      }
    }
    System.out.println(args.length - 1 + " files");
  }
}
