using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Reads the files of a ledger, layer over layer, and reports every mistake in them at once.</summary>
/// <remarks>
/// Every file has one key that says what its entries are, such as <c>releases</c>; the form is described in docs/reference/ledger.md.
/// Files may have any name and any order: the ledger that is read depends on what they say only.
/// </remarks>
public static class LedgerReader
{
    /// <summary>The most mistakes that are reported.</summary>
    public const int MostProblems = 1000;

    /// <summary>Reads a ledger.</summary>
    /// <param name="layers">The folders, the lowest first. Each adds to those below it, and may replace what is in them where it says so.</param>
    /// <param name="today">A day that no date may lie after; null to allow any.</param>
    /// <exception cref="DocumentException">Something in the files is wrong.</exception>
    public static LedgerReading Read(IReadOnlyList<LedgerLayer> layers, DateOnly? today = null)
    {
        var problems = new ProblemList(MostProblems);
        var files = layers.SelectMany((layer, number) => layer.Files.Select(file => (File: file, Layer: number))).ToList();
        var roots = new YamlNode?[files.Count];
        var failures = new DocumentException?[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                roots[i] = files[i].File.Read();
            }
            catch (DocumentException e)
            {
                failures[i] = e;
            }
        });

        foreach (var problem in failures.OfType<DocumentException>().SelectMany(failure => failure.Problems))
        {
            problems.Add(problem);
        }

        var documents = new List<LedgerDocument>();
        foreach (var ((_, layer), root) in files.Zip(roots))
        {
            if (root is not null && LedgerDocument.Of(root, layer, problems) is { } document)
            {
                documents.Add(document);
            }
        }

        var entities = new LedgerEntities(documents, problems);
        var facts = new LedgerFacts(documents, entities, problems, today);
        if (problems.Count > 0)
        {
            throw problems.ToException();
        }

        return new LedgerReading(facts.ToLedger(), entities.Levels, facts.Notices, files.Count, [.. entities.Names]);
    }

    /// <summary>Mistakes, each once, up to a number.</summary>
    private sealed class ProblemList(int most) : ICollection<DocumentProblem>
    {
        private readonly HashSet<DocumentProblem> seen = [];
        private int more;

        public int Count => seen.Count;

        public bool IsReadOnly => false;

        public void Add(DocumentProblem problem)
        {
            if (seen.Count < most)
            {
                seen.Add(problem);
            }
            else if (!seen.Contains(problem))
            {
                more++;
            }
        }

        public DocumentException ToException()
        {
            var all = seen.OrderBy(problem => problem.Path, StringComparer.Ordinal).ThenBy(problem => problem.Line).ToList();
            if (more > 0)
            {
                all.Add(new DocumentProblem("the ledger", 0, string.Create(CultureInfo.InvariantCulture, $"holds {more} more mistakes"), "mend these first"));
            }

            return new DocumentException(all);
        }

        public bool Remove(DocumentProblem problem) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public bool Contains(DocumentProblem problem) => seen.Contains(problem);

        public void CopyTo(DocumentProblem[] array, int index) => seen.CopyTo(array, index);

        public IEnumerator<DocumentProblem> GetEnumerator() => seen.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
