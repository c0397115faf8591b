namespace CodeRed.Statistics.Ranking;

/// <summary>Which models the votes can put on one scale.</summary>
/// <remarks>Strengths have finite estimates only where, of any split of the models in two, each side was at least once not beaten by the other: where
/// the graph with an edge from each model to every one it beat or tied is strongly connected. Ford (1957), "Solution of a ranking problem from binary
/// comparisons", American Mathematical Monthly 64(8), 28-33; Hunter (2004), Annals of Statistics 32(1), assumption 1.</remarks>
public sealed class Comparability
{
    private Comparability(int[] components, int[] strong, int[] undefeated, int[] winless)
    {
        Component = components;
        StrongComponent = strong;
        Undefeated = undefeated;
        Winless = winless;
        Components = components.Length == 0 ? 0 : components.Max() + 1;
        StrongComponents = strong.Length == 0 ? 0 : strong.Max() + 1;
    }

    /// <summary>For each model, the number of the group of models that votes link in any way, directly or through others; from 0, the largest
    /// first.</summary>
    public IReadOnlyList<int> Component { get; }

    /// <summary>Number of such groups. Between two groups nothing can be said.</summary>
    public int Components { get; }

    /// <summary>For each model, the number of the group within which strengths are finite; from 0, the largest first.</summary>
    public IReadOnlyList<int> StrongComponent { get; }

    /// <summary>Number of such groups. Between two linked ones the better is known, and that it is better by any finite amount is not.</summary>
    public int StrongComponents { get; }

    /// <summary>Models with votes that neither lost nor tied any.</summary>
    public IReadOnlyList<int> Undefeated { get; }

    /// <summary>Models with votes that neither won nor tied any.</summary>
    public IReadOnlyList<int> Winless { get; }

    /// <summary>The largest group of models within which strengths are finite, in ascending order: what <see cref="PairTable.Only"/> takes to
    /// rank them without the rest.</summary>
    public int[] Largest() => [.. Enumerable.Range(0, StrongComponent.Count).Where(model => StrongComponent[model] == 0)];

    internal static Comparability Of(PairTable table)
    {
        var models = table.Models;
        var parent = Enumerable.Range(0, models).ToArray();
        int Root(int model)
        {
            while (parent[model] != model)
            {
                model = parent[model] = parent[parent[model]];
            }

            return model;
        }

        // An edge leads from a model to each that it beat or tied.
        var starts = new int[models + 1];
        var (unbeaten, without) = (new bool[models], new bool[models]);
        Array.Fill(unbeaten, true);
        Array.Fill(without, true);
        var seen = new bool[models];
        foreach (var pair in table.Pairs)
        {
            parent[Root(pair.First)] = Root(pair.Second);
            var (down, up) = (pair.Wins + pair.Ties > 0, pair.Losses + pair.Ties > 0);
            starts[pair.First + 1] += down ? 1 : 0;
            starts[pair.Second + 1] += up ? 1 : 0;
            unbeaten[pair.First] &= !up;
            unbeaten[pair.Second] &= !down;
            without[pair.First] &= !down;
            without[pair.Second] &= !up;
            seen[pair.First] = seen[pair.Second] = true;
        }

        for (var model = 0; model < models; model++)
        {
            starts[model + 1] += starts[model];
        }

        var targets = new int[starts[models]];
        var next = starts.AsSpan(0, models).ToArray();
        foreach (var pair in table.Pairs)
        {
            if (pair.Wins + pair.Ties > 0)
            {
                targets[next[pair.First]++] = pair.Second;
            }

            if (pair.Losses + pair.Ties > 0)
            {
                targets[next[pair.Second]++] = pair.First;
            }
        }

        var components = new int[models];
        for (var model = 0; model < models; model++)
        {
            components[model] = Root(model);
        }

        return new Comparability(
            BySize(components),
            BySize(StronglyConnected(starts, targets)),
            [.. Enumerable.Range(0, models).Where(model => seen[model] && unbeaten[model])],
            [.. Enumerable.Range(0, models).Where(model => seen[model] && without[model])]);
    }

    // Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2), with a stack of its own: millions of models
    // would overflow the thread's.
    private static int[] StronglyConnected(int[] starts, int[] targets)
    {
        var models = starts.Length - 1;
        var (index, low, group) = (new int[models], new int[models], new int[models]);
        Array.Fill(group, -1);
        var next = starts.AsSpan(0, models).ToArray();
        var (open, path) = (new Stack<int>(), new Stack<int>());
        int visited = 0, groups = 0;
        for (var root = 0; root < models; root++)
        {
            if (index[root] != 0)
            {
                continue;
            }

            path.Push(root);
            while (path.TryPeek(out var model))
            {
                if (index[model] == 0)
                {
                    index[model] = low[model] = ++visited;
                    open.Push(model);
                }

                if (next[model] < starts[model + 1])
                {
                    var target = targets[next[model]++];
                    if (index[target] == 0)
                    {
                        path.Push(target);
                    }
                    else if (group[target] < 0)
                    {
                        low[model] = Math.Min(low[model], index[target]);
                    }

                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var parent))
                {
                    low[parent] = Math.Min(low[parent], low[model]);
                }

                if (low[model] == index[model])
                {
                    int member;
                    do
                    {
                        member = open.Pop();
                        group[member] = groups;
                    }
                    while (member != model);
                    groups++;
                }
            }
        }

        return group;
    }

    // Numbers the groups anew, the largest first and equal ones in the order of their first model.
    private static int[] BySize(int[] groups)
    {
        var (sizes, order) = (new int[groups.Length], new List<int>());
        foreach (var group in groups)
        {
            if (sizes[group]++ == 0)
            {
                order.Add(group);
            }
        }

        var ranked = order.ToArray();
        var keys = new long[ranked.Length];
        for (var place = 0; place < ranked.Length; place++)
        {
            keys[place] = ((long)(groups.Length - sizes[ranked[place]]) << 32) | (uint)place;
        }

        Array.Sort(keys, ranked);
        var numbers = new int[groups.Length];
        for (var number = 0; number < ranked.Length; number++)
        {
            numbers[ranked[number]] = number;
        }

        var named = new int[groups.Length];
        for (var model = 0; model < groups.Length; model++)
        {
            named[model] = numbers[groups[model]];
        }

        return named;
    }
}
